/* The search: an overlay on every page, and the page of the search itself. Its index comes
   when somebody begins to search, the texts of hits when they are shown. */
(function () {
  "use strict";

  var PARTS = ["words", "index", "ranking", "filters", "hits"].map(function (name) {
    return "static/search-" + name + ".js";
  });
  var AT_ONCE = 20, MOST_TAGS = 100, QUIET = 300;
  var KINDS = {
    contact: "Contacts", lead: "Leads", organization: "Organizations",
    interview: "Interviews", question: "Questions", page: "Other notes"
  };
  var FILTERS = ["kind", "status", "tag"];
  var TIPS = "A name or its beginning, a place of work, a topic, words from a note, #tag. Accents and capitals do not matter.";
  var boxes = 0;
  var ready = null;

  function make(name, className, ...inside) {
    var made = document.createElement(name);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  }

  /* Return a promise of everything that is needed to search; what fails is tried again. */
  function load() {
    ready = ready || Promise.all([...PARTS, "static/texts.js", "search/index.js"].map(airbook.load))
      .then(function ([words, open, ranker, narrow, hits, texts, data]) {
        var index = open(data);
        var find = ranker(index, words);
        setTimeout(function () { narrow(index, find("a").hits, {}); });  // warm before the first key
        return {
          page: index.page,
          find: find,
          narrow: function (found, chosen) { return narrow(index, found, chosen); },
          draw: function (found) { return hits.of(found, words, texts); }
        };
      });
    ready.catch(function () { ready = null; });
    return ready;
  }

  function labelled(text, control, id) {
    var label = make("label", "", text);
    label.htmlFor = control.id = id;
    return [label, control];
  }

  /* A box to search with: { element, input, state, set }. `changed` is told of every change. */
  function searchBox(changed) {
    var id = "search-" + (boxes += 1);
    var state = { q: "", kind: "", status: "", tag: "" };
    var shown = AT_ONCE;
    var input = make("input");
    input.type = "search";
    input.autocomplete = "off";
    input.spellcheck = false;
    var status = make("p", "meta");
    status.setAttribute("role", "status");
    var kinds = make("div", "kinds");
    kinds.setAttribute("role", "group");
    kinds.setAttribute("aria-label", "Kinds");
    var selects = { status: make("select"), tag: make("select") };
    var narrow = make("div", "narrow", kinds);
    Object.keys(selects).forEach(function (name) {
      narrow.append(make("span", "choice", ...labelled(name === "tag" ? "Tag" : "Status", selects[name], id + name)));
      selects[name].onchange = function () { choose(name, selects[name].value); };
    });
    var list = make("ol", "hits");
    list.setAttribute("aria-label", "Hits");
    var more = make("button", "more");
    more.type = "button";
    more.onclick = showMore;
    narrow.hidden = more.hidden = true;
    var field = make("div", "field-of-search", ...labelled("Search the book", input, id));
    var element = make("div", "search", field, narrow, status, list, more);
    element.setAttribute("role", "search");

    function choose(name, value) {
      state[name] = value;
      shown = AT_ONCE;
      update();
    }

    function update() {
      changed(state);
      status.classList.toggle("empty", !asks());
      if (!asks()) {
        narrow.hidden = more.hidden = true;
        list.replaceChildren();
        status.textContent = TIPS;
        return;
      }
      if (!ready) status.textContent = "Loading …";
      load().then(draw, function () {
        status.textContent = "The index of the search cannot be loaded. Was all of the site copied?";
      });
    }

    function asks() {
      return Boolean(state.q.trim() || FILTERS.some(function (name) { return state[name]; }));
    }

    function draw(parts) {
      if (!asks()) return;
      var found = parts.find(state.q);
      var left = parts.narrow(found.hits, state);
      var hit = parts.draw(found);
      list.replaceChildren(...left.hits.slice(0, shown).map(function (page, at) {
        return hit(parts.page(page), at);
      }));
      more.hidden = left.hits.length <= shown;
      more.textContent = "Show " + Math.min(AT_ONCE, left.hits.length - shown) + " more";
      drawKinds(left.kind);
      drawOptions("status", left.status);
      drawOptions("tag", left.tag.slice(0, MOST_TAGS));
      narrow.hidden = false;
      say(found, left.hits.length);
    }

    function say(found, number) {
      var hits = number === 1 ? "1 hit" : number + " hits";
      if (number && found.all) status.textContent = hits;
      else if (number) status.textContent = "No page has all of these words; " + hits + " with most of them.";
      else if (found.hits.length) status.textContent = "Nothing is left: the filters hide " + found.hits.length + ". Choose “All” and “Any” to see them.";
      else status.textContent = "Nothing found. Try fewer or shorter words, the beginning of a name, or another spelling.";
    }

    /* Buttons stay where they are while one types, so that none loses the focus. */
    function drawKinds(counts) {
      var order = Object.keys(KINDS);
      var sum = counts.reduce(function (all, one) { return all + one[1]; }, 0);
      var options = [["", sum], ...counts.sort(function (one, other) {
        return order.indexOf(one[0]) - order.indexOf(other[0]);
      })];
      var old = new Map(Array.from(kinds.children).map(function (one) { return [one.value, one]; }));
      var buttons = options.map(function (option) {
        var button = old.get(option[0]) || make("button", "chip");
        button.type = "button";
        button.value = option[0];
        button.onclick = function () { choose("kind", button.value); };
        button.setAttribute("aria-pressed", String(state.kind === option[0]));
        button.replaceChildren(option[0] ? KINDS[option[0]] : "All", " ", make("span", "num", String(option[1])));
        return button;
      });
      old.forEach(function (button) { if (!buttons.includes(button)) button.remove(); });
      buttons.forEach(function (button, at) {
        if (kinds.children[at] !== button) kinds.insertBefore(button, kinds.children[at] || null);
      });
    }

    function drawOptions(name, options) {
      var select = selects[name];
      select.replaceChildren(new Option(name === "tag" ? "Any tag" : "Any status", ""),
        ...options.map(function (one) {
          return new Option((name === "tag" ? "#" : "") + one[0] + " (" + one[1] + ")", one[0]);
        }));
      select.value = state[name];
      select.parentNode.hidden = !options.length;
    }

    function links() { return Array.from(list.querySelectorAll(".hit-name a")); }

    function showMore() {
      var before = links().length;
      shown += AT_ONCE;
      update();
      load().then(function () { var next = links()[before]; if (next) next.focus(); });
    }

    function move(from, step) {
      var all = links();
      var next = all.indexOf(from) + step;
      if (next < 0) input.focus();
      else if (all[next]) all[next].focus();
    }

    input.addEventListener("focus", function () { load().catch(function () {}); });
    input.addEventListener("input", function () { choose("q", input.value); });
    element.addEventListener("keydown", function (event) {
      var inList = list.contains(event.target);
      if (event.isComposing || !inList && event.target !== input) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move(event.target.closest("a") || event.target, event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && event.target === input) {
        var first = links()[0];
        if (first) first.click();
      } else if (inList && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
        input.focus();
      }
    });

    function set(next) {
      Object.keys(state).forEach(function (name) { state[name] = next[name] || ""; });
      input.value = state.q;
      update();
    }

    update();
    return { element: element, input: input, state: state, set: set };
  }

  function addressOf(state) {
    var kept = new URLSearchParams();
    Object.keys(state).forEach(function (name) { if (state[name]) kept.set(name, state[name]); });
    return kept;
  }

  function overlay() {
    var link = make("a", "", "Search on a page of its own");
    var box = searchBox(function (state) {
      var kept = addressOf(state).toString();
      link.href = airbook.root + "search/index.html" + (kept ? "#?" + kept : "");
    });
    var close = make("button", "", "Close");
    close.type = "button";
    var dialog = make("dialog", "overlay", box.element, make("p", "foot", link, close));
    dialog.setAttribute("aria-label", "Search");
    close.onclick = function () { dialog.close(); };
    dialog.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      dialog.close();
    });
    dialog.addEventListener("click", function (event) {
      var leaves = event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey;
      if (event.target === dialog || leaves) dialog.close();
    });
    document.body.append(dialog);
    return { dialog: dialog, box: box };
  }

  var made = null;
  var onPage = null;

  function open() {
    if (onPage && onPage.input.isConnected) {
      onPage.input.focus();
      return;
    }
    if (!made || !made.dialog.isConnected) made = overlay();
    if (!made.dialog.open) made.dialog.showModal();
    made.box.input.focus();
    made.box.input.select();
  }

  airbook.onPage(function (page) {
    var place = page.querySelector("[data-search]");
    if (!place) return;
    var waiting = 0;
    onPage = searchBox(function (state) {
      clearTimeout(waiting);
      waiting = setTimeout(function () { airbook.writeState(addressOf(state)); }, QUIET);
    });
    place.replaceChildren(onPage.element);
    page.querySelector("[data-without]").hidden = true;
    function fromAddress() {
      var state = airbook.readState();
      onPage.set({ q: state.get("q"), kind: state.get("kind"), status: state.get("status"), tag: state.get("tag") });
    }
    fromAddress();
    window.addEventListener("hashchange", fromAddress);
    onPage.input.focus();
  });

  airbook.give("static/search.js", { open: open });
})();
