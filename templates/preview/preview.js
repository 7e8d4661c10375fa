/* Keeps an open page of the preview as its note is: loads it again where it was, takes new
   styles without that, and shows what is wrong over the last good page. Only the preview
   serves this; nothing of it is in a built site. */
(function () {
  "use strict";

  var own = document.currentScript;
  var home = own.src.slice(0, own.src.lastIndexOf("/") + 1);
  var seen = { page: own.dataset.page, style: own.dataset.style };
  var PLACE = "airbook-place", CLOSED = "airbook-closed " + location.pathname;
  var EDGE = 96;  // px below the top: a heading above this line is the one being read
  var worker = null, heard = false, told = null, dialog = null;
  var reloads = false;
  var missed = null;  // where the reader was, while the page is too short: half a save

  /* What is kept over a reload is a help only: a browser may refuse it. */
  function keep(name, text) {
    try {
      if (text === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, text);
    } catch (error) { /* then the page begins at its top */ }
  }

  function kept(name) {
    try { return sessionStorage.getItem(name); } catch (error) { return null; }
  }

  /* Where the reader is */

  /* The lowest place with a name that the reader has reached. */
  function anchor() {
    var found = null, lowest = -Infinity;
    document.querySelectorAll("main [id]").forEach(function (mark) {
      var place = mark.getBoundingClientRect();
      if (!place.height || place.top > EDGE || place.top < lowest) return;
      found = mark;
      lowest = place.top;
    });
    return found;
  }

  function scrollers() { return Array.from(document.querySelectorAll(".side, .scroll, .scroll-x")); }

  /* Each fold by its words and how many of the same words come before it. */
  function folds() {
    var counts = {};
    return Array.from(document.querySelectorAll("details")).map(function (fold) {
      var words = fold.querySelector("summary") ? fold.querySelector("summary").textContent : "";
      counts[words] = (counts[words] || 0) + 1;
      return { name: words + "\n" + counts[words], fold: fold };
    });
  }

  function remember() {
    if (missed) {
      keep(PLACE, JSON.stringify(missed));
      return;
    }
    var mark = scrollY > 0 && anchor();
    var open = {};
    folds().forEach(function (one) { open[one.name] = one.fold.open; });
    keep(PLACE, JSON.stringify({
      page: location.pathname,
      x: scrollX,
      y: scrollY,
      mark: mark ? mark.id : "",
      below: mark ? mark.getBoundingClientRect().top : 0,
      inner: scrollers().map(function (one) { return [one.scrollLeft, one.scrollTop]; }),
      open: open
    }));
  }

  function goBack(place) {
    var mark = place.mark && document.getElementById(place.mark);
    var y = mark ? mark.getBoundingClientRect().top + scrollY - place.below : place.y;
    scrollTo({ left: place.x, top: y, behavior: "instant" });
    missed = Math.abs(scrollY - y) > 2 || (place.mark && !mark) ? place : null;
    scrollers().forEach(function (one, number) {
      var inner = place.inner[number];
      if (inner) one.scrollTo({ left: inner[0], top: inner[1], behavior: "instant" });
    });
  }

  function restore() {
    var text = kept(PLACE);
    var place = text && JSON.parse(text);
    keep(PLACE, null);
    if (!place || place.page !== location.pathname) return;
    folds().forEach(function (one) {
      if (one.name in place.open) one.fold.open = place.open[one.name];
    });
    goBack(place);
    // A picture above may have come since.
    addEventListener("load", function () { goBack(place); }, { once: true });
  }

  /* Only then: the browser itself goes back to where a page was left by a link. */
  function reload() {
    remember();
    reloads = true;
    history.scrollRestoration = "manual";
    location.reload();
  }

  /* Styles */

  function swap(style) {
    seen.style = style;
    document.querySelectorAll('link[rel="stylesheet"]').forEach(function (old) {
      var address = old.href.split("?")[0];
      if (address.indexOf("/static/") < 0) return;
      var fresh = old.cloneNode();
      fresh.href = address + "?" + style;
      fresh.onload = fresh.onerror = function () { old.remove(); };
      old.after(fresh);
    });
  }

  /* What is wrong */

  function make(name, properties, children) {
    var made = Object.assign(document.createElement(name), properties);
    made.append.apply(made, children || []);
    return made;
  }

  function row(one) {
    var before = one.parts[0], meant = one.parts[1], behind = one.parts[2];
    var mark = one.meant ? [make("mark", { textContent: meant || " " })] : [];
    var text = make("bdi", { className: "text" }, [before].concat(mark, [behind]));
    var number = make("span", { className: "number", textContent: one.number + " " });
    return make("div", { className: one.meant ? "row meant" : "row" }, [number, text, "\n"]);
  }

  function card(one) {
    var place = one.edit
      ? make("a", { href: one.edit, textContent: one.place })
      : make("span", { textContent: one.place });
    var parts = [make("h3", { textContent: one.message, dir: "auto" })];
    if (one.place) {
      var code = make("code", { textContent: one.code });
      parts.push(make("p", { className: "where" }, [make("bdi", {}, [place]), " ", code]));
    }
    if (one.rows.length) {
      parts.push(make("pre", { tabIndex: 0, ariaLabel: "The lines around it" }, one.rows.map(row)));
    }
    if (one.advice) parts.push(make("p", { className: "advice", dir: "auto", textContent: one.advice }));
    return make("li", {}, parts);
  }

  function filled(trouble) {
    var title = make("h2", { id: "airbook-trouble", tabIndex: -1, autofocus: true, textContent: trouble.title });
    var cross = make("button", { type: "button", className: "cross", ariaLabel: "Close", textContent: "×", onclick: close });
    var list = make("ol", {}, trouble.cards.map(card));
    var more = trouble.more ? [make("p", { textContent: "And " + trouble.more + " more." })] : [];
    var note = make("p", { textContent: "Goes away once this is mended." });
    var through = make("button", { type: "button", className: "through", textContent: "Show the page", onclick: close });
    var foot = make("footer", {}, [note, through]);
    return [make("header", {}, [title, cross]), list].concat(more, [foot]);
  }

  function show(trouble) {
    if (!dialog) {
      dialog = make("dialog", { className: "airbook-trouble" });
      dialog.setAttribute("aria-labelledby", "airbook-trouble");
      dialog.addEventListener("close", closed);
      var style = make("link", { rel: "stylesheet", href: home + "overlay.css" });
      style.onload = style.onerror = function () { open(); };
      document.head.append(style);
      document.body.append(dialog);
    }
    if (dialog.dataset.key === trouble.key && dialog.dataset.text === JSON.stringify(trouble)) return;
    dialog.dataset.key = trouble.key;
    dialog.dataset.text = JSON.stringify(trouble);
    dialog.replaceChildren.apply(dialog, filled(trouble));
    if (dialog.dataset.ready) open();
  }

  function open() {
    dialog.dataset.ready = "yes";
    if (told && told.trouble && !dialog.open && kept(CLOSED) !== told.trouble.key) dialog.showModal();
  }

  function close() { dialog.close(); }

  /* Closed by hand: it stays away until something else is wrong, and the page is shown as
     it is now. Closed because all is well: nothing to remember. */
  function closed() {
    if (!told || !told.trouble) return;
    keep(CLOSED, told.trouble.key);
    if (told.page !== seen.page) reload();
  }

  /* News */

  function hear(news) {
    if (news.refused) {
      if (heard) reload();  // another run has other secrets: the page is to get them
      return;
    }
    heard = true;
    if (news.go) {
      if (news.go !== location.pathname) location.assign(news.go);
      return;
    }
    told = news;
    if (news.style !== seen.style) swap(news.style);
    if (news.trouble && kept(CLOSED) !== news.trouble.key) {
      show(news.trouble);
      return;
    }
    if (!news.trouble) keep(CLOSED, null);
    if (dialog && dialog.open) dialog.close();
    if (news.page !== seen.page) reload();
  }

  function listen() {
    var wanted = { path: own.dataset.path, token: own.dataset.token };
    worker = new Worker(home + "events.js?" + new URLSearchParams(wanted));
    worker.onmessage = function (event) { hear(event.data); };
  }

  /* Nobody looks at a page in the background: it is brought up to date when it is shown. */
  function follow() {
    if (document.hidden && worker) {
      worker.terminate();
      worker = null;
    } else if (!document.hidden && !worker) {
      listen();
    }
  }

  /* A link to the editor, which a built site has not: it holds a path of this machine. */
  function offerEdit() {
    var file = document.querySelector("main .file");
    if (!own.dataset.edit || !file || file.parentElement.querySelector('a[href="' + CSS.escape(own.dataset.edit) + '"]')) return;
    var link = make("a", { href: own.dataset.edit, textContent: "Edit this note" });
    if (file.matches("p")) file.append(" · ", link);
    else file.after(link);
  }

  ["wheel", "touchmove", "keydown", "pointerdown"].forEach(function (sort) {
    addEventListener(sort, function () { missed = null; }, { passive: true });
  });
  addEventListener("pagehide", function () {
    if (!reloads) history.scrollRestoration = "auto";
  });
  restore();
  offerEdit();
  document.addEventListener("visibilitychange", follow);
  follow();
})();
