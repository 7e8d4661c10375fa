/* What the other scripts stand on: work done when a page is shown, data that comes when
   somebody asks for it, and a page's state in its address. Data are classic scripts, since
   a browser fetches nothing from `file://`. Without scripts every fact is still there. */
(function () {
  "use strict";

  var here = document.currentScript.src;
  var root = here.slice(0, here.lastIndexOf("static/"));
  var starts = [];
  var asked = {};
  var given = {};

  function show(page) {
    starts.forEach(function (start) { start(page); });
  }

  /* Run some work on this page, and on every other one that is shown in its place. */
  function onPage(start) {
    starts.push(start);
    start(document);
  }

  /* Return a promise of what the script at a path (from the site's root) gives to `give`
     under the same path. Each is loaded once; one that failed is tried again. */
  function load(path) {
    if (!asked[path]) {
      asked[path] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = root + path;
        script.onload = function () { resolve(given[path]); };
        script.onerror = function () {
          delete asked[path];
          reject(new Error(path + " cannot be loaded"));
        };
        document.head.append(script);
      });
    }
    return asked[path];
  }

  function give(path, value) { given[path] = value; }

  /* A page's state (what is sorted, filtered, searched) stands behind `#?` in its address,
     so that it can be kept and sent. It replaces, so that Back leaves the page. */
  function readState() {
    var hash = location.hash;
    return new URLSearchParams(hash.startsWith("#?") ? hash.slice(2) : "");
  }

  function writeState(state) {
    var text = state.toString();
    if (!text && !location.hash.startsWith("#?")) return;
    var address = location.href.split("#")[0];
    history.replaceState(history.state, "", text ? address + "#?" + text : address);
  }

  /* The path from the site's root that an address leads to; empty: elsewhere. */
  function pathIn(address) {
    var target = address.split("#")[0].split("?")[0];
    if (!target.startsWith(root)) return "";
    try { return decodeURIComponent(target.slice(root.length)); } catch (error) { return ""; }
  }

  function pathOf(link) { return pathIn(link.href); }

  function current() { return pathIn(location.href); }

  /* Let a link lead to a page of the site: its path, a place on it, its state. */
  function lead(link, path, anchor, state) {
    var behind = state ? "#?" + state : anchor ? "#" + encodeURIComponent(anchor) : "";
    link.href = root + path.split("/").map(encodeURIComponent).join("/") + behind;
  }

  window.airbook = {
    show: show, onPage: onPage, load: load, give: give, pathOf: pathOf, here: current, lead: lead,
    readState: readState, writeState: writeState
  };
})();
