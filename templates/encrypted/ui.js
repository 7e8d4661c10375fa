/* What the other scripts stand on, where the site is encrypted: the same as static/airbook.js
   gives to a plain one, over what the loader has decrypted. Nothing decrypted is ever run. */
(function () {
  "use strict";

  var site = window.airbookSite;
  var starts = [];
  var given = {};
  var asked = {};

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
    return new URLSearchParams((history.state || {}).kept || "");
  }

  function writeState(state) {
    history.replaceState(Object.assign({}, history.state, { kept: state.toString() }), "");
  }

  window.airbook = {
    show: show, onPage: onPage, load: load, give: give, readState: readState,
    writeState: writeState, pathOf: site.pathOf, here: site.here, lead: site.lead
  };
})();
