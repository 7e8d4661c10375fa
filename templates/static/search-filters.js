/* Filters hits by kind, status and tag, and counts what each filter would leave. */
(function () {
  "use strict";

  var NAMES = ["kind", "status", "tag"];

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
    return filters.reduce(function (sum, one) {
      sum[one.name] = listed(one, chosen[one.name]);
      return sum;
    }, { hits: left });
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

  airbook.give("static/search-filters.js", narrow);
})();
