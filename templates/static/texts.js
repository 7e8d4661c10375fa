/* The texts of pages, for hits and previews. They lie in files by the hash of the page's URL,
   as generator/render/search/shards.py says; one file is loaded for what is shown. */
(function () {
  "use strict";

  function hash(text) {
    var digest = 0x811c9dc5;
    new TextEncoder().encode(text).forEach(function (byte) {
      digest = Math.imul(digest ^ byte, 0x01000193);
    });
    return digest >>> 0;
  }

  /* Return a promise of what is known of a page, by its URL from the root, not encoded. */
  function textOf(url) {
    var number = hash(url) % Number(document.body.dataset.shards);
    return airbook.load("search/text/" + number.toString(16) + ".js").then(function (pages) {
      var found = pages[url];
      return found && {
        name: found[0], kind: found[1], line: found[2], status: found[3], tone: found[4],
        excerpt: found[5],
        passages: found[6].map(function (one) {
          return { anchor: one[0], heading: one[1], text: one[2] };
        })
      };
    });
  }

  airbook.give("static/texts.js", { of: textOf, hash: hash });
})();
