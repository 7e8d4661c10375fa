/* Sorts and filters what is whole without it: the rows of a table, or the entries of a
   list. A listing names its facets; each row has their values in the same order, a facet a
   line, several values between tabs. Every control is made here. */
(function () {
  "use strict";

  var SHOWN = 4;  /* of more than one facet above this, the rest stand behind "More filters" */
  var PAUSE = 200;  /* ms without typing before the address is written: browsers limit that */
  var LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i" };
  var listings = [];
  var waiting = 0;

  function fold(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/[ßæœþøłđðı]/g, function (letter) { return LETTERS[letter]; })
      .replace(/\s+/g, " ");
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

  function choices(values) {
    var options = [element("option", { value: "", textContent: "any" })];
    return element("select", { autocomplete: "off" }, options.concat(values.map(function (value) {
      return element("option", { value: value, textContent: value });
    })));
  }

  function collatorOf(language) {
    try { return new Intl.Collator(language || undefined, { numeric: true }); }
    catch (error) { return new Intl.Collator(undefined, { numeric: true }); }
  }

  /* Rows ------------------------------------------------------------------------------ */

  function facetsOf(node) { return node.dataset.facets.split("\n").map(split); }

  function readRow(node, order) {
    return {
      node: node, order: order, home: node.parentNode, facets: facetsOf(node), fits: true,
      group: node.closest("[data-group]"), twin: node.dataset.twin || "row " + order
    };
  }

  function textOf(row) {
    if (row.text === undefined) {
      var cells = Array.from(row.node.cells || [row.node]);
      var shown = cells.filter(function (cell) { return cell === row.node || !cell.hidden; });
      row.text = fold(shown.map(function (cell) { return cell.textContent; }).join(" "));
    }
    return row.text;
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
    var keys = rows.map(function (row) { return keyOf(row, Math.abs(sort) - 1); });
    return rows.slice().sort(function (one, other) {
      var a = keys[one.order], b = keys[other.order];
      var by = a && b ? Math.sign(sort) * collator.compare(a, b) : (a ? 0 : 1) - (b ? 0 : 1);
      return by || one.order - other.order;
    });
  }

  /* A table's body is taken out while its rows change places: one layout, not thousands. */
  function arrange(rows) {
    var body = rows[0].home, next = body.nextSibling, table = body.parentNode;
    body.remove();
    rows.forEach(function (row) { body.append(row.node); });
    table.insertBefore(body, next);
  }

  /* Facets ---------------------------------------------------------------------------- */

  function facet(label, at, rows, compare) {
    var values = Array.from(new Set(rows.flatMap(function (row) { return row.facets[at]; })));
    if (values.length < 2) return null;
    var control = choices(values.sort(compare));
    return {
      at: at, control: control, label: labelled(label, control),
      name: fold(label).replace(/[^a-z0-9]+/g, "-")
    };
  }

  /* Words of the vocabulary stand in its order, before all others. */
  function byOrder(order, collator) {
    function place(value) { return (order.indexOf(value) + order.length + 1) % (order.length + 1); }
    return function (one, other) { return place(one) - place(other) || collator.compare(one, other); };
  }

  /* Mark the rows that fit, and count by facet and value those that each value would leave
     beside the other filters: a row that fails one facet alone counts for that facet. */
  function sift(rows, words, facets) {
    var active = facets.filter(function (one) { return one.control.value; });
    var counts = new Map(facets.map(function (one) { return [one, new Map()]; }));
    rows.forEach(function (row) {
      var said = words.every(function (word) { return textOf(row).includes(word); });
      var failed = active.filter(function (one) { return !row.facets[one.at].includes(one.control.value); });
      row.fits = said && !failed.length;
      if (!said || failed.length > 1) return;
      (failed.length ? failed : facets).forEach(function (one) {
        row.facets[one.at].forEach(function (value) {
          var found = counts.get(one);
          if (!found.has(value)) found.set(value, new Set());
          found.get(value).add(row.twin);
        });
      });
    });
    return counts;
  }

  function say(facet, found) {
    Array.from(facet.control.options).slice(1).forEach(function (option) {
      var left = found.has(option.value) ? found.get(option.value).size : 0;
      var text = option.value + " (" + left + ")";
      if (option.textContent !== text) option.textContent = text;
      option.disabled = !left && !option.selected;
    });
  }

  /* A matrix can show the people of one field alone; what nobody among them has answered
     is then a gap. */
  function columnFilter(root, rows, at, words, compare) {
    var heads = Array.from(root.querySelectorAll("[data-column]"));
    var values = new Set(heads.flatMap(function (head) { return split(head.dataset.column); }));
    if (values.size < 2) return null;
    var control = choices(Array.from(values).sort(compare));
    var applied = "";
    function apply() {
      if (applied === control.value) return;
      applied = control.value;
      var away = heads.map(function (head) {
        head.hidden = applied !== "" && !split(head.dataset.column).includes(applied);
        return head.hidden;
      });
      rows.forEach(function (row) {
        var cells = Array.from(row.node.cells).slice(-away.length);
        cells.forEach(function (cell, index) { cell.hidden = away[index]; });
        var answered = cells.some(function (cell) { return !cell.hidden && !cell.classList.contains("gap"); });
        row.facets[at] = applied ? [words[answered ? 0 : 1]] : facetsOf(row.node)[at];
        row.text = undefined;
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
    var most = matchMedia("(max-width: 48rem)").matches ? 0 : SHOWN;
    var shown = labels.slice(0, most && labels.length <= most + 1 ? labels.length : most);
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
    var collator = collatorOf(document.documentElement.lang);
    var rows = Array.from(root.querySelectorAll("[data-facets]")).map(readRow);
    var all = new Set(rows.map(function (row) { return row.twin; })).size;
    var table = root.querySelector("table[data-sorts]");
    var heads = table ? sortButtons(table) : [];
    var names = split(root.dataset.listing);
    var orders = (root.dataset.orders || "").split("\n").map(split);
    var facets = names.map(function (name, at) {
      return facet(name, at, rows, byOrder(orders[at] || [], collator));
    }).filter(Boolean);
    var gaps = names.indexOf(root.dataset.gaps);
    var columns = columnFilter(root, rows, gaps, orders[gaps], collator.compare);
    var box = element("input", { type: "search", autocomplete: "off" });
    var clear = element("button", { type: "button", textContent: "Clear" });
    var told = element("p", { className: "told" });
    var chosable = columns ? [columns].concat(facets) : facets;
    var form = formOf(root, box, chosable.map(function (one) { return one.label; }), clear, told);
    var groups = Array.from(root.querySelectorAll("[data-group]"));
    var chips = new Map(Array.from(root.querySelectorAll(".topics a")).map(function (chip) {
      return [chip.getAttribute("href").slice(1), chip];
    }));
    var sort = 0, arranged = 0;
    form.hidden = rows.length < 2;

    function renew() {
      if (columns) columns.apply();
      var words = fold(box.value).split(" ").filter(Boolean);
      var counts = sift(rows, words, facets);
      var shown = new Set(), left = new Map();
      rows.forEach(function (row) {
        if (row.node.hidden === row.fits) row.node.hidden = !row.fits;
        if (!row.fits) return;
        shown.add(row.twin);
        left.set(row.group, (left.get(row.group) || 0) + 1);
      });
      groups.forEach(function (group) { showGroup(group, left.get(group) || 0); });
      facets.forEach(function (one) { say(one, counts.get(one)); });
      tell(shown.size, words.length > 0 || chosable.some(function (one) { return one.control.value; }));
    }

    function showGroup(group, left) {
      var chip = chips.get(group.getAttribute("aria-labelledby"));
      group.hidden = !left;
      if (!chip) return;
      chip.parentNode.hidden = !left;
      chip.querySelector(".num").textContent = left;
    }

    function tell(shown, filtered) {
      clear.hidden = !filtered;
      told.textContent = !filtered ? all + " in all"
        : shown ? shown + " of " + all : "Nothing fits all of this.";
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
      clearTimeout(waiting);
      var kept = new URLSearchParams();
      if (box.value.trim()) kept.set("q", box.value.trim());
      chosable.forEach(function (one) { if (one.control.value) kept.set(one.name, one.control.value); });
      if (sort) kept.set("sort", sort);
      airbook.writeState(kept);
    }

    function recall() {
      var kept = airbook.readState();
      box.value = kept.get("q") || "";
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

    function empty() {
      box.value = "";
      chosable.forEach(function (one) { one.control.value = ""; });
      renew();
    }

    heads.forEach(function (head, at) {
      head.querySelector(".sort").addEventListener("click", function () {
        arrangeBy(sort === at + 1 ? -at - 1 : sort === -at - 1 ? 0 : at + 1);
        keep();
      });
    });
    clear.addEventListener("click", function () {
      empty();
      keep();
      box.focus();
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      keep();
    });
    form.addEventListener("input", function () {
      renew();
      clearTimeout(waiting);
      waiting = setTimeout(keep, PAUSE);
    });
    form.addEventListener("change", keep);
    recall();
    listings.push({ root: root, recall: recall, empty: empty });
  }

  /* A link to a place on the page keeps the filters, unless they hide the place. */
  function followAddress() {
    var hash = location.hash.slice(1);
    listings.forEach(function (listing) {
      if (!hash || hash.startsWith("?")) { listing.recall(); return; }
      var place = listing.root.querySelector(":target");
      if (!place || !place.closest("[hidden]")) return;
      listing.empty();
      place.scrollIntoView();
    });
  }

  window.addEventListener("hashchange", followAddress);
  airbook.onPage(function (page) {
    listings = [];
    clearTimeout(waiting);
    page.querySelectorAll("[data-listing]").forEach(start);
  });
})();
