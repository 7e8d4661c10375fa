/* Loads the search when somebody searches, previews when a mouse or the keyboard first
   reaches a link, and what copies a message when one is opened: a page by itself carries
   only this. Without scripts the control in the
   frame is a link to the page of the search, and no preview is missed. */
(function () {
  "use strict";

  function isTyping(target) {
    return target.closest("input, textarea, select, [contenteditable]") !== null;
  }

  function asksToSearch(event) {
    if (event.altKey || event.shiftKey && event.key !== "/" || isTyping(event.target)) return false;
    var held = event.ctrlKey || event.metaKey;
    return held ? event.key.toLowerCase() === "k" : event.key === "/";
  }

  function search(otherwise) {
    airbook.load("static/search.js").then(function (search) { return search.open(); })
      .catch(otherwise);
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || !asksToSearch(event)) return;
    event.preventDefault();
    search(function () {});
  });

  document.addEventListener("click", function (event) {
    var link = event.target.closest("a.find");
    var plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain) return;
    event.preventDefault();
    search(function () { location.href = link.href; });
  });

  airbook.onPage(function (page) {
    page.querySelectorAll("a.find").forEach(function (link) {
      link.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
      link.dataset.ready = "";
    });
    if (page.querySelector("[data-search]")) airbook.load("static/search.js");
  });

  /* Touching is not hovering: a finger that reaches a link follows it. */
  function reach(event) {
    var link = event.target.closest("main a[href]");
    if (!link) return;
    var byKeys = event.type === "focusin" && link.matches(":focus-visible");
    if (event.pointerType !== "mouse" && !byKeys) return;
    document.removeEventListener("pointerover", reach);
    document.removeEventListener("focusin", reach);
    airbook.load("static/previews.js").then(function (previews) {
      previews.begin(link, event.clientX);
    }, function () {});
  }

  document.addEventListener("toggle", function (event) {
    var letter = event.target.matches(".draft[open]") && event.target.querySelector("[data-subject]");
    if (!letter || !letter.dataset.subject) return;
    airbook.load("static/drafts.js").then(function (drafts) { drafts.prepare(letter); }, function () {});
  }, true);

  document.addEventListener("pointerover", reach);
  document.addEventListener("focusin", reach);
})();
