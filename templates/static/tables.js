/* Sorts and filters what is whole without it: the rows of a table, or the entries of a
   list. A listing names its facets; each row has their values in the same order, a facet a
   line, several values between tabs. Every control is made here. */
(function () {
  "use strict";

  var SHOWN = 4;  /* facets above this many stand behind "More filters" */

  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");
  }

  function split(text) { return text ? text.split("\t") : []; }

  function element(name, properties, children) {
    var made = Object.assign(document.createElement(name), properties);
    made.append.apply(made, children || []);
    return made;
  }

  function labelled(text, control) {
    var word = element("span", { textContent: text });
    return element("label", { className: "filter" }, [word, control]);
  }

  /* Rows ------------------------------------------------------------------------------ */

  function readRow(node, order) {
    var facets = node.dataset.facets.split("\n").map(split);
    return { node: node, order: order, home: node.parentNode, facets: facets };
  }

  function textOf(row) {
    if (row.text === undefined) row.text = fold(row.node.textContent);
    return row.text;
  }

  function passes(row, words, chosen, except) {
    return chosen.every(function (value, at) {
      return !value || at === except || row.facets[at].includes(value);
    }) && words.every(function (word) { return textOf(row).includes(word); });
  }

  /* What a cell is sorted by: what it names itself, its day, or its words. */
  function keyOf(row, column) {
    var cell = row.node.cells[column];
    if ("key" in cell.dataset) return cell.dataset.key;
    var day = cell.querySelector("time");
    return day ? day.dateTime : cell.textContent.trim();
  }

  /* The sign of `sort` is the way; empty cells stand last in both. */
  function sorted(rows, sort, collator) {
    var keys = new Map(rows.map(function (row) { return [row, keyOf(row, Math.abs(sort) - 1)]; }));
    return rows.slice().sort(function (one, other) {
      var a = keys.get(one), b = keys.get(other);
      var by = a && b ? Math.sign(sort) * collator.compare(a, b) : (a ? 0 : 1) - (b ? 0 : 1);
      return by || one.order - other.order;
    });
  }

  function arrange(rows) {
    var homes = new Map();
    rows.forEach(function (row) {
      homes.set(row.home, (homes.get(row.home) || []).concat(row.node));
    });
    homes.forEach(function (nodes, home) { home.replaceChildren.apply(home, nodes); });
  }

  /* Facets ---------------------------------------------------------------------------- */

  function facet(label, at, rows) {
    var values = new Set(rows.flatMap(function (row) { return row.facets[at]; }));
    if (values.size < 2) return null;
    var control = element("select", {}, [element("option", { value: "", textContent: "any" })]);
    return {
      at: at, control: control, label: labelled(label, control), values: values,
      name: fold(label).replace(/[^a-z0-9]+/g, "-")
    };
  }

  /* Say with each value how many rows it would leave beside the other filters. */
  function count(facet, rows, words, chosen, compare) {
    var counts = new Map();
    facet.values.forEach(function (value) { counts.set(value, 0); });
    rows.forEach(function (row) {
      if (!passes(row, words, chosen, facet.at)) return;
      row.facets[facet.at].forEach(function (value) { counts.set(value, counts.get(value) + 1); });
    });
    var values = Array.from(counts.keys());
    if (compare) values.sort(compare);
    var options = values.map(function (value) {
      var here = value === chosen[facet.at], left = counts.get(value);
      return element("option", {
        value: value, textContent: value + " (" + left + ")", selected: here, disabled: !left && !here
      });
    });
    facet.control.replaceChildren.apply(facet.control, [facet.control.options[0]].concat(options));
    facet.control.value = chosen[facet.at];
  }

  /* A matrix can show the people of one field alone. */
  function columnFilter(root) {
    var heads = Array.from(root.querySelectorAll("[data-column]"));
    var values = new Set(heads.flatMap(function (head) { return split(head.dataset.column); }));
    if (values.size < 2) return null;
    var options = ["any"].concat(Array.from(values).sort()).map(function (value, at) {
      return element("option", { value: at ? value : "", textContent: value });
    });
    var control = element("select", {}, options);
    function apply() {
      var hidden = new Map(heads.map(function (head) {
        var shown = !control.value || split(head.dataset.column).includes(control.value);
        return [head.cellIndex, !shown];
      }));
      root.querySelectorAll("tr").forEach(function (row) {
        if (row.cells.length < 2) return;
        hidden.forEach(function (away, index) { row.cells[index].hidden = away; });
      });
    }
    return { name: "people-in", control: control, label: labelled("People in", control), apply: apply };
  }

  function sortButtons(table) {
    return Array.from(table.tHead.rows[0].cells).map(function (head) {
      var button = element("button", { type: "button", className: "sort" });
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      return head;
    });
  }

  function formOf(root, box, labels, clear, told) {
    var shown = labels.slice(0, labels.length > SHOWN + 1 ? SHOWN : labels.length);
    var form = element("form", { className: "filters" }, [labelled("Containing", box)].concat(shown));
    if (shown.length < labels.length) {
      var title = element("summary", { textContent: "More filters" });
      form.append(element("details", {}, [title].concat(labels.slice(shown.length))));
    }
    form.append(clear, told);
    form.setAttribute("aria-label", "Filter");
    told.setAttribute("role", "status");
    root.prepend(form);
    return form;
  }

  /* A listing ------------------------------------------------------------------------- */

  function start(root) {
    var collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true });
    var rows = Array.from(root.querySelectorAll("[data-facets]")).map(readRow);
    var table = root.querySelector("table[data-sorts]");
    var heads = table ? sortButtons(table) : [];
    var names = split(root.dataset.listing), ordered = split(root.dataset.ordered);
    var facets = names.map(function (name, at) { return facet(name, at, rows); }).filter(Boolean);
    var columns = columnFilter(root);
    var box = element("input", { type: "search", autocomplete: "off" });
    var clear = element("button", { type: "button", textContent: "Clear" });
    var told = element("p", { className: "told" });
    var chosable = columns ? [columns].concat(facets) : facets;
    var form = formOf(root, box, chosable.map(function (one) { return one.label; }), clear, told);
    var sort = 0, arranged = 0;

    function renew() {
      var words = fold(box.value).split(" ").filter(Boolean);
      var chosen = names.map(function () { return ""; });
      facets.forEach(function (one) { chosen[one.at] = one.control.value; });
      var shown = 0;
      rows.forEach(function (row) {
        var fits = passes(row, words, chosen, -1);
        if (row.node.hidden === fits) row.node.hidden = !fits;
        shown += fits;
      });
      root.querySelectorAll("[data-group]").forEach(function (group) {
        group.hidden = !group.querySelector("[data-facets]:not([hidden])");
      });
      facets.forEach(function (one) {
        count(one, rows, words, chosen, !ordered.includes(names[one.at]) && collator.compare);
      });
      tell(shown, words.length > 0 || chosable.some(function (one) { return one.control.value; }));
      if (columns) columns.apply();
    }

    function tell(shown, filtered) {
      clear.hidden = !filtered;
      told.textContent = !filtered ? rows.length + " in all"
        : shown ? shown + " of " + rows.length : "Nothing fits all of this.";
    }

    function arrangeBy(column) {
      sort = column;
      if (sort !== arranged) arrange(sort ? sorted(rows, sort, collator) : rows);
      arranged = sort;
      heads.forEach(function (head, at) {
        var way = sort === at + 1 ? "ascending" : sort === -at - 1 ? "descending" : "";
        if (way) head.setAttribute("aria-sort", way);
        else head.removeAttribute("aria-sort");
      });
    }

    /* The address keeps what was chosen, to come back to and to send. */
    function keep() {
      var kept = new URLSearchParams();
      if (box.value.trim()) kept.set("q", box.value.trim());
      chosable.forEach(function (one) { if (one.control.value) kept.set(one.name, one.control.value); });
      if (sort) kept.set("sort", sort);
      airbook.writeState(kept);
    }

    function recall() {
      var kept = airbook.readState();
      box.value = kept.get("q") || "";
      renew();
      chosable.forEach(function (one) {
        one.control.value = kept.get(one.name) || "";
        if (one.control.selectedIndex < 0) one.control.value = "";
        var folded = one.control.closest("details");
        if (folded && one.control.value) folded.open = true;
      });
      var by = Number(kept.get("sort")) || 0;
      arrangeBy(Number.isInteger(by) && Math.abs(by) <= heads.length ? by : 0);
      renew();
    }

    function changed() {
      renew();
      keep();
    }

    heads.forEach(function (head, at) {
      head.querySelector(".sort").addEventListener("click", function () {
        arrangeBy(sort === at + 1 ? -at - 1 : sort === -at - 1 ? 0 : at + 1);
        keep();
      });
    });
    clear.addEventListener("click", function () {
      box.value = "";
      chosable.forEach(function (one) { one.control.value = ""; });
      changed();
      box.focus();
    });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("input", changed);
    window.addEventListener("hashchange", recall);
    recall();
  }

  airbook.onPage(function (page) {
    page.querySelectorAll("[data-listing]").forEach(start);
  });
})();
