/* A card about the page that a link leads to, while a mouse or the keyboard is on the link.
   It says nothing that the page itself does not say, and loads one file of texts. */
(function () {
  "use strict";

  var WAIT = 300, LINGER = 200, GAP = 6, EDGE = 8;
  var HITS = "static/search-hits.js", TEXTS = "static/texts.js";
  var card = null, link = null, timer = 0;

  /* The URL from the root of the page that a link leads to; empty: no page to preview. */
  function urlOf(link) {
    var path = airbook.pathOf(link);
    var isHit = link.closest("[data-search]");  // which says all of this itself
    var isPage = path.endsWith(".html") && !path.endsWith("index.html");
    return isPage && path !== airbook.here() && !isHit ? path : "";
  }

  function hide() {
    clearTimeout(timer);
    if (!card) return;
    card.remove();
    link.removeAttribute("aria-describedby");
    card = null;
  }

  function end() {
    hide();
    link = null;
  }

  function later(work, wait) {
    clearTimeout(timer);
    timer = setTimeout(work, wait);
  }

  /* Below the link, above it where there is more room: never on it. `x` is where the mouse
     came, for a link of several lines. */
  function place(card, link, x) {
    var lines = Array.from(link.getClientRects());
    var line = lines.find(function (one) { return one.left <= x && x <= one.right; }) || lines[0];
    var bounds = link.getBoundingClientRect();
    var below = window.innerHeight - bounds.bottom - GAP - EDGE;
    var above = bounds.top - GAP - EDGE;
    var under = below >= Math.min(card.offsetHeight, above);
    card.style.maxHeight = Math.max(under ? below : above, 0) + "px";
    card.style.top = (under ? bounds.bottom + GAP : bounds.top - GAP - card.offsetHeight) + "px";
    var most = document.documentElement.clientWidth - card.offsetWidth - EDGE;
    card.style.left = Math.max(Math.min(line.left, most), EDGE) + "px";
  }

  function draw(hits, text) {
    var name = hits.make("p", "hit-name", hits.said(text.name));
    if (text.status) name.append(" ", hits.chip(text));
    var made = hits.make("div", "preview card", name, hits.meta(text));
    if (text.excerpt) {
      var first = hits.make("p", "found", text.excerpt);
      first.dir = "auto";
      made.append(first);
    }
    made.id = "preview";
    made.setAttribute("role", "tooltip");
    return made;
  }

  function show(wanted, url, x) {
    Promise.all([airbook.load(HITS), airbook.load(TEXTS)]).then(function (parts) {
      return parts[1].of(url).then(function (text) {
        if (!text || link !== wanted || !wanted.isConnected) return;
        hide();
        card = draw(parts[0], text);
        wanted.closest("main").append(card);
        place(card, wanted, x);
        wanted.setAttribute("aria-describedby", card.id);
      });
    }).catch(function () {});
  }

  function begin(wanted, x) {
    if (wanted === link && card) {
      clearTimeout(timer);
      return;
    }
    hide();
    link = wanted;
    var url = urlOf(wanted);
    if (url) later(function () { show(wanted, url, x); }, WAIT);
  }

  function leave() {
    later(end, LINGER);
  }

  document.addEventListener("pointerover", function (event) {
    if (event.pointerType !== "mouse") return;
    var over = event.target.closest("main a[href]");
    if (over) begin(over, event.clientX);
    else if (card && card.contains(event.target)) clearTimeout(timer);
    else leave();
  });
  document.addEventListener("focusin", function (event) {
    var on = event.target.closest("main a[href]");
    if (on && on.matches(":focus-visible")) begin(on);
  });
  document.addEventListener("focusout", leave);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") end();
  });
  document.addEventListener("scroll", function (event) {
    if (!card || !card.contains(event.target)) end();
  }, true);
  airbook.onPage(end);

  airbook.give("static/previews.js", { begin: begin });
})();
