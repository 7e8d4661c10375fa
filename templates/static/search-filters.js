/* Filters hits by kind, status and tag, and says how many each filter would leave. */
(function () {
  "use strict";

  var NAMES = ["kind", "status", "tag"];
  var KINDS = {
    contact: "Contacts", lead: "Leads", organization: "Organizations",
    interview: "Interviews", question: "Questions", page: "Other notes"
  };
  var LABELS = { status: "Status", tag: "Tag" };
  var MOST = 100;

  /* Return { hits, kind, status, tag }: the hits that pass, and for each filter the values
     that hits have which pass the others, [[value, how many]], most first. */
  function narrow(index, hits, chosen) {
    var filters = NAMES.map(function (name) {
      var names = index.filters[name].names();
      return {
        name: name, names: names, of: index.filters[name].of,
        wanted: chosen[name] ? names.indexOf(chosen[name]) : null, counts: new Map()
      };
    });
    var left = hits.filter(function (page) {
      var failing = filters.filter(function (one) {
        return one.wanted !== null && !one.of(page).includes(one.wanted);
      });
      filters.forEach(function (one) {
        if (!failing.length || failing.length === 1 && failing[0] === one) count(one, page);
      });
      return !failing.length;
    });
    var found = { hits: left };
    filters.forEach(function (one) { found[one.name] = listed(one, chosen[one.name]); });
    return found;
  }

  function count(filter, page) {
    filter.of(page).forEach(function (value) {
      filter.counts.set(value, (filter.counts.get(value) || 0) + 1);
    });
  }

  /* What is chosen stays in the list, so that it can be taken back. */
  function listed(filter, chosen) {
    var all = Array.from(filter.counts, function (one) { return [filter.names[one[0]], one[1]]; })
      .filter(function (one) { return one[0]; });
    if (chosen && !all.some(function (one) { return one[0] === chosen; })) all.push([chosen, 0]);
    return all.sort(function (one, other) {
      return other[1] - one[1] || (one[0] < other[0] ? -1 : 1);
    });
  }

  /* Buttons stay where they are while one types, so that none loses the focus. */
  function drawKinds(group, counts, chosen, make) {
    var old = new Map(Array.from(group.children, function (one) { return [one.value, one]; }));
    var sum = counts.reduce(function (all, one) { return all + one[1]; }, 0);
    var all = new Map([["", sum], ...counts]);
    old.forEach(function (button, kind) { if (!all.has(kind)) button.remove(); });
    ["", ...Object.keys(KINDS)].filter(function (kind) { return all.has(kind); }).forEach(function (kind, at) {
      var button = old.get(kind) || make("button", "chip");
      button.type = "button";
      button.value = kind;
      button.setAttribute("aria-pressed", String(chosen === kind));
      button.replaceChildren(KINDS[kind] || "All", " ", make("span", "num", String(all.get(kind))));
      if (group.children[at] !== button) group.insertBefore(button, group.children[at] || null);
    });
  }

  function drawOptions(select, name, counts, chosen) {
    var any = new Option("Any " + name, "");
    var options = counts.slice(0, MOST).map(function (one) {
      return new Option((name === "tag" ? "#" : "") + one[0] + " (" + one[1] + ")", one[0]);
    });
    select.replaceChildren(any, ...options);
    select.value = chosen;
    select.parentNode.hidden = !options.length;
  }

  /* The row of filters; `choose` is told of a filter's name and its new value. */
  function bar(id, choose, make) {
    var kinds = make("div", "kinds");
    kinds.setAttribute("role", "group");
    kinds.setAttribute("aria-label", "Kinds");
    kinds.onclick = function (event) {
      var button = event.target.closest("button");
      if (button) choose("kind", button.value);
    };
    var element = make("div", "narrow", kinds);
    var selects = Object.keys(LABELS).map(function (name) {
      var select = make("select");
      var label = make("label", "", LABELS[name]);
      label.htmlFor = select.id = id + name;
      select.onchange = function () { choose(name, select.value); };
      element.append(make("span", "choice", label, select));
      return [name, select];
    });
    function draw(left, chosen) {
      drawKinds(kinds, left.kind, chosen.kind, make);
      selects.forEach(function (one) { drawOptions(one[1], one[0], left[one[0]], chosen[one[0]]); });
    }
    return { element: element, draw: draw };
  }

  airbook.give("static/search-filters.js", { names: NAMES, narrow: narrow, bar: bar });
})();
