/* What the other scripts stand on, where the site is encrypted: the same as static/airbook.js
   gives to a plain one, over what the loader has decrypted. Nothing decrypted is ever run. */
(function () {
  "use strict";

  var site = window.airbookSite;
  var starts = [];
  var given = {};
  var asked = {};
  var targets = new WeakMap();
  var entered = "";  // the state that a link brings to the page it leads to

  function show() {
    starts.forEach(function (start) { start(document); });
  }

  function onPage(start) { starts.push(start); }

  /* Data lie in scripts `airbook.give("path",JSON.parse('…'));`: the text is read as data. */
  function read(text) {
    var from = text.indexOf("JSON.parse('") + 12, to = text.lastIndexOf("'));");
    return JSON.parse(text.slice(from, to).replace(/\\(.)/gs, "$1"));
  }

  function load(path) {
    if (path.startsWith("static/")) {
      return Promise.resolve().then(function () { return given[path]; });
    }
    if (!asked[path]) {
      asked[path] = site.text(path).then(read);
      asked[path].catch(function () { delete asked[path]; });
    }
    return asked[path];
  }

  function give(path, value) { given[path] = value; }

  /* The state of a page stands beside its address, not in it: no host and no history of a
     browser learns what was searched for. */
  function readState() {
    var state = entered || (history.state || {}).kept || "";
    entered = "";
    return new URLSearchParams(state);
  }

  function writeState(state) {
    history.replaceState(Object.assign({}, history.state, { kept: state.toString() }), "");
  }

  /* An address on the page: numbers for a path and a place there. */
  function routeOf(path, anchor) {
    var parts = [site.opaque(path, 16)];
    if (anchor) parts.push(site.opaque(path + "#" + anchor, 8));
    return Promise.all(parts).then(function (all) {
      site.known.set(all[0], path);
      return "#/" + all.join("/");
    });
  }

  function pathOf(link) { return targets.get(link) || ""; }

  /* Let a link lead to a page of the site; its address is found out at once, and told. */
  function lead(link, path, anchor, state) {
    targets.set(link, path);
    link.removeAttribute("href");
    if (state) link.addEventListener("click", function () { entered = state; }, { once: true });
    return routeOf(path, anchor).then(function (route) { link.setAttribute("href", route); });
  }

  site.known = new Map();  // paths by what addresses show of them
  site.pathOf = pathOf;
  site.lead = lead;
  window.airbook = {
    show: show, onPage: onPage, load: load, give: give, readState: readState,
    writeState: writeState, pathOf: pathOf, lead: lead,
    here: function () { return site.here(); }
  };
})();
