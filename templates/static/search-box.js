/* A box to search with: what is typed, filters, and the hits below, gone through by arrows. */
(function () {
  "use strict";

  var AT_ONCE = 20;
  var TIPS = "A name or its beginning, a place of work, a topic, words from a note, #tag. " +
    "Accents and capitals do not matter.";
  var LOADING = "Loading …";
  var MISSING = "The index of the search cannot be loaded. Was all of the site copied?";
  var NOTHING = "Nothing found. Try fewer or shorter words, the beginning of a name, or another spelling.";
  var boxes = 0;

  class Box {
    /* `tools` draw and search, see search.js; `changed` is told of every new state. */
    constructor(tools, changed) {
      var make = tools.make;
      var id = "search-" + (boxes += 1);
      this.tools = tools;
      this.changed = changed;
      this.state = { q: "", kind: "", status: "", tag: "" };
      this.shown = AT_ONCE;
      this.input = make("input");
      Object.assign(this.input, { type: "search", autocomplete: "off", spellcheck: false, id: id });
      var label = make("label", "", "Search the book");
      label.htmlFor = id;
      this.bar = tools.bar(id, this.choose.bind(this), make);
      this.status = make("p", "meta");
      this.status.setAttribute("role", "status");
      this.list = make("ol", "hits");
      this.list.setAttribute("aria-label", "Hits");
      this.more = make("button", "more");
      this.more.type = "button";
      this.element = make("div", "search", label, this.input, this.bar.element, this.status, this.list, this.more);
      this.element.setAttribute("role", "search");
      this.listen();
      this.update();
    }

    listen() {
      this.input.addEventListener("focus", () => { this.tools.load().catch(() => {}); });
      this.input.addEventListener("input", () => this.choose("q", this.input.value));
      this.more.addEventListener("click", () => this.showMore());
      this.element.addEventListener("keydown", (event) => {
        var inList = this.list.contains(event.target);
        if (!event.isComposing && (inList || event.target === this.input)) this.press(event, inList);
      });
    }

    press(event, inList) {
      var held = event.ctrlKey || event.metaKey || event.altKey;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        this.move(event.target, event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && !inList) {
        var first = this.links()[0];
        if (first) first.click();
      } else if (inList && event.key.length === 1 && event.key !== " " && !held) {
        this.input.focus();  // the letter then goes on with the query
      }
    }

    /* To the next hit or back; before the first one is the box. */
    move(from, step) {
      var all = this.links();
      var hit = from.closest(".hit");
      var next = (hit ? all.indexOf(hit.querySelector(".hit-name a")) : -1) + step;
      if (next < 0) this.input.focus();
      else if (all[next]) all[next].focus();
    }

    links() { return Array.from(this.list.querySelectorAll(".hit-name a")); }

    set(state) {
      Object.keys(this.state).forEach((name) => { this.state[name] = state[name] || ""; });
      this.input.value = this.state.q;
      this.update();
    }

    choose(name, value) {
      this.state[name] = value;
      this.shown = AT_ONCE;
      this.update();
    }

    showMore() {
      var before = this.links().length;
      this.shown += AT_ONCE;
      this.update().then(() => { this.links()[before].focus(); });
    }

    isAsking() { return Object.values(this.state).some((value) => value.trim()); }

    update() {
      this.changed(this.state);
      if (!this.isAsking()) {
        this.bar.element.hidden = this.more.hidden = true;
        this.list.replaceChildren();
        this.status.textContent = TIPS;
        return Promise.resolve();
      }
      if (!this.links().length) this.status.textContent = LOADING;
      return this.tools.load().then((index) => { if (this.isAsking()) this.draw(index); },
        () => { this.status.textContent = MISSING; });
    }

    draw(index) {
      var found = index.find(this.state.q);
      var left = index.narrow(found.hits, this.state);
      var hit = index.hits(found);
      var pages = left.hits.slice(0, this.shown);
      this.list.replaceChildren(...pages.map((page, at) => hit(index.page(page), at)));
      this.bar.draw(left, this.state);
      this.bar.element.hidden = false;
      var rest = left.hits.length - pages.length;
      this.more.hidden = !rest;
      this.more.textContent = "Show " + Math.min(AT_ONCE, rest) + " more";
      this.status.textContent = this.says(found, left.hits.length);
    }

    says(found, number) {
      var hits = number === 1 ? "1 hit" : number + " hits";
      if (number && found.all) return hits;
      if (number) return "No page has all of these words; " + hits + " with most of them.";
      if (!found.hits.length) return NOTHING;
      return "Nothing is left: the filters hide " + found.hits.length + ". Choose “All” and “Any” to see them.";
    }
  }

  airbook.give("static/search-box.js", Box);
})();
