/* Shows the pages of an unlocked book in place of one another. An address names a page and a
   place on it by numbers that only the key explains: no history and no host learns a name. */
(function () {
  "use strict";

  var site = window.airbookSite;
  var UNWANTED = "script, link, style, meta, base, iframe, object, embed";
  var TYPES = {
    png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif",
    webp: "image/webp", avif: "image/avif", svg: "image/svg+xml", pdf: "application/pdf",
    ics: "text/calendar", txt: "text/plain", json: "application/json"
  };
  var IDLE = 15 * 60000;
  var shown = "", turn = 0, pictures = [];

  function blobOf(path) {
    var type = TYPES[path.split(".").pop().toLowerCase()] || "application/octet-stream";
    return site.bytes(path).then(function (all) {
      return URL.createObjectURL(new Blob([all], { type: type }));
    });
  }

  /* Where a link of a page leads: a path of the site and a place there; null: elsewhere. */
  function targetOf(href, page) {
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) return null;
    var found = new URL(href, "http://book/" + page.split("/").map(encodeURIComponent).join("/"));
    var path = decodeURIComponent(found.pathname.slice(1));
    if (!site.has(path)) return null;
    return { path: path, anchor: decodeURIComponent(found.hash.slice(1)) };
  }

  /* Give every link of a page the address that it has here. */
  function prepare(page, path) {
    page.querySelectorAll(UNWANTED).forEach(function (one) { one.remove(); });
    page.querySelectorAll("img").forEach(function (image) {
      var target = targetOf(image.getAttribute("src") || "", path);
      image.removeAttribute("src");
      if (target) image.dataset.path = target.path;
    });
    var links = Array.from(page.querySelectorAll("a[href]:not(.skip)"));
    return Promise.all(links.map(function (link) {
      var target = targetOf(link.getAttribute("href"), path);
      if (target && target.anchor.startsWith("?")) {
        return site.lead(link, target.path, "", target.anchor.slice(1));
      }
      if (target) return site.lead(link, target.path, target.anchor);
      if (!/^(https?|mailto|tel):/i.test(link.getAttribute("href"))) link.removeAttribute("href");
      return null;
    }));
  }

  function fillPictures() {
    pictures.forEach(function (url) { URL.revokeObjectURL(url); });
    pictures = [];
    document.querySelectorAll("img[data-path]").forEach(function (image) {
      blobOf(image.dataset.path).then(function (url) {
        pictures.push(url);
        image.src = url;
      });
    });
  }

  /* Whether this browser has seen a newer copy. */
  function isOlder() {
    try {
      var name = "airbook " + site.book, seen = Number(localStorage.getItem(name)) || 0;
      if (site.generation > seen) localStorage.setItem(name, site.generation);
      return site.generation < seen;
    } catch (error) { return false; }
  }

  /* Lock after a quarter of an hour without a sign of life, unless told to keep open. */
  function watchIdle() {
    var last = Date.now();
    ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "touchstart"].forEach(function (kind) {
      addEventListener(kind, function () { last = Date.now(); }, { passive: true, capture: true });
    });
    setInterval(function () { if (Date.now() - last > IDLE) site.lock(); }, 5000);
  }

  function note(className, text) {
    var made = document.createElement("p");
    made.className = className;
    made.setAttribute("role", "status");
    made.textContent = text;
    return made;
  }

  function lockButton() {
    var button = document.createElement("button");
    button.type = "button";
    button.className = "lock";
    button.textContent = "Lock";
    button.addEventListener("click", site.lock);
    return button;
  }

  function put(page) {
    var body = document.body;
    Array.from(body.attributes).forEach(function (one) { body.removeAttribute(one.name); });
    Array.from(page.body.attributes).forEach(function (one) { body.setAttribute(one.name, one.value); });
    document.documentElement.lang = page.documentElement.lang;
    body.replaceChildren(...page.body.childNodes);
    body.append(lockButton());
    if (older) {
      body.append(note("older", "This copy is older than one that you have seen here. Ask its owner which is right."));
    }
    fillPictures();
    airbook.show();
  }

  /* The element of a page whose name is behind an opaque anchor. */
  function placeOf(path, anchor) {
    var all = Array.from(document.querySelectorAll("[id]"));
    return Promise.all(all.map(function (one) {
      return site.opaque(path + "#" + one.id, 8);
    })).then(function (found) { return all[found.indexOf(anchor)]; });
  }

  function arrive(place) {
    document.querySelectorAll(".arrived").forEach(function (one) { one.classList.remove("arrived"); });
    if (place) {
      for (var one = place; one; one = one.parentElement) if (one.tagName === "DETAILS") one.open = true;
      if (place.tagName !== "MAIN") place.classList.add("arrived");
      place.scrollIntoView();
      place.focus({ preventScroll: true });
      return;
    }
    window.scrollTo(0, (history.state || {}).y || 0);
    var main = document.querySelector("main");
    if (main && !document.activeElement.closest("main")) main.focus({ preventScroll: true });
  }

  /* The path with an id; an address that was kept may be of a page that nothing led to yet.
     Where none has it, the first page's. */
  function pathWith(id) {
    if (site.known.has(id)) return Promise.resolve(site.known.get(id));
    return Promise.all(site.paths.map(function (path) { return site.opaque(path, 16); }))
      .then(function (all) { return site.paths[all.indexOf(id)] || site.start; });
  }

  /* Show what the address names; of two asked for quickly only the later one. */
  function follow() {
    var mine = turn += 1;
    var parts = location.hash.slice(2).split("/");
    var wanted = /^#\/[0-9a-f]{32}(\/|$)/.test(location.hash) ? pathWith(parts[0]) : Promise.resolve(site.start);
    return wanted.then(function (path) {
      if (path === shown) return path;
      return site.text(path).then(function (html) {
        var page = new DOMParser().parseFromString(html, "text/html");
        return prepare(page, path).then(function () {
          if (mine !== turn) return path;
          shown = path;
          put(page);
          return path;
        });
      });
    }).then(function (path) {
      var back = parts[1] && !(history.state || {}).y;
      return mine === turn && (back ? placeOf(path, parts[1]) : Promise.resolve(null)).then(arrive);
    });
  }

  /* A file that is no page is handed to the browser, under its own name. */
  function handOver(path) {
    blobOf(path).then(function (url) {
      var link = document.createElement("a");
      link.href = url;
      link.download = path.split("/").pop();
      link.click();
      setTimeout(function () { URL.revokeObjectURL(url); }, 60000);
    });
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a");
    if (link && link.matches(".skip")) {  // the one place that is no page's
      event.preventDefault();
      document.querySelector("main").focus();
    }
    var path = link && site.pathOf(link);
    if (!path || path.endsWith(".html")) return;
    event.preventDefault();
    handOver(path);
  });

  var resting = 0;
  addEventListener("scroll", function () {
    clearTimeout(resting);
    resting = setTimeout(function () {
      history.replaceState(Object.assign({}, history.state, { y: window.scrollY }), "");
    }, 150);
  }, { passive: true });

  var older = isOlder();
  if (!site.kept) watchIdle();
  history.scrollRestoration = "manual";
  site.here = function () { return shown; };
  addEventListener("hashchange", function () { clearTimeout(resting); follow(); });
  follow();
})();
