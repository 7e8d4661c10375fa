/* The search: an overlay on every page, and the page of the search itself. Its index comes
   when somebody begins to search, the texts of hits when they are shown. */
(function () {
  "use strict";

  var QUIET = 300;
  var tools = Promise.all(["search-words", "search-index", "search-ranking", "search-filters",
    "search-hits", "search-box", "texts"].map(function (name) {
      return airbook.load("static/" + name + ".js");
    })).then(join);
  var overlay = null;
  var own = null;

  function join([words, read, ranker, filters, hits, Box, texts]) {
    function index(data) {
      var pages = read(data);
      var find = ranker(pages, words);
      function narrow(found, chosen) { return filters.narrow(pages, found, chosen); }
      setTimeout(function () { narrow(find("a").hits, {}); });  // the first key finds it warm
      return {
        page: pages.page, find: find, narrow: narrow,
        hits: function (found) { return hits.of(found, words, texts); }
      };
    }
    var ready = null;
    /* Return a promise of the index; what could not be loaded is tried again. */
    function load() {
      ready = ready || airbook.load("search/index.js").then(index);
      ready.catch(function () { ready = null; });
      return ready;
    }
    return { Box: Box, make: hits.make, bar: filters.bar, load: load };
  }

  function addressOf(state) {
    var kept = new URLSearchParams();
    Object.keys(state).forEach(function (name) { if (state[name]) kept.set(name, state[name]); });
    return kept;
  }

  function isPlain(event) { return !event.ctrlKey && !event.metaKey && !event.shiftKey; }

  function makeOverlay(tools) {
    var link = tools.make("a", "", "Search on a page of its own");
    var box = new tools.Box(tools, function (state) {
      airbook.lead(link, "search/index.html", "", addressOf(state).toString());
    });
    var close = tools.make("button", "", "Close");
    close.type = "button";
    var dialog = tools.make("dialog", "overlay", box.element, tools.make("p", "foot", link, close));
    dialog.setAttribute("aria-label", "Search");
    dialog.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();  // a search box would be emptied first
      dialog.close();
    });
    dialog.addEventListener("click", function (event) {
      var leaves = event.target.closest("a") && isPlain(event);
      if (event.target === dialog || event.target === close || leaves) dialog.close();
    });
    document.body.append(dialog);
    return { dialog: dialog, box: box };
  }

  function open() {
    return tools.then(function (tools) {
      if (own && own.element.isConnected) {
        own.input.focus();
        return;
      }
      if (!overlay || !overlay.dialog.isConnected) overlay = makeOverlay(tools);
      if (!overlay.dialog.open) overlay.dialog.showModal();
      overlay.box.input.focus();
      overlay.box.input.select();
    });
  }

  /* The page of the search keeps what is asked in its address. */
  function fill(place, tools) {
    var waiting = 0;
    var box = new tools.Box(tools, function (state) {
      clearTimeout(waiting);
      waiting = setTimeout(function () {
        if (box.element.isConnected) airbook.writeState(addressOf(state));
      }, QUIET);
    });
    function readAddress() { box.set(Object.fromEntries(airbook.readState())); }
    place.replaceChildren(box.element);
    readAddress();
    window.addEventListener("hashchange", function () { if (box.element.isConnected) readAddress(); });
    box.input.focus();
    own = box;
  }

  airbook.onPage(function (page) {
    var place = page.querySelector("[data-search]");
    if (!place) return;
    page.querySelector("[data-without]").hidden = true;
    tools.then(function (tools) { fill(place, tools); });
  });

  airbook.give("static/search.js", { open: open });
})();
