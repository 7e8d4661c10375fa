/* Reads the index that generator/render/search makes: what a list says of each page, which
   words there are, and which pages have them. Pages are numbered as equal hits stand. */
(function () {
  "use strict";

  var AFTER = "\uffff";

  /* Call `take` with each number and its place; see generator/render/search/postings.py. */
  function unpack(text, take) {
    var place = 0, last = -1, before = 0;
    for (var at = 0; at < text.length; at++) {
      var code = text.charCodeAt(at);
      if (code === 33) {
        place += 1;
        last = -1;
      } else if (code > 92) {
        before = before * 34 + code - 92;
      } else {
        last += before * 52 + code - 39;
        before = 0;
        take(last, place);
      }
    }
  }

  function sign(text, page) { return text.charCodeAt(page) - 40; }

  /* The tags of each page as numbers into `names`, those above a nested one among them. */
  function readTags(data) {
    var names = [], numbers = new Map();
    var pages = data.names.map(function () { return []; });
    data.tags.forEach(function (tag) {
      for (var name = tag[0]; name; name = name.slice(0, Math.max(name.lastIndexOf("/"), 0))) {
        if (!numbers.has(name)) numbers.set(name, names.push(name) - 1);
        mark(pages, tag[1], numbers.get(name));
      }
    });
    return { names: names, pages: pages };
  }

  function mark(pages, list, number) {
    unpack(list, function (page) {
      if (!pages[page].includes(number)) pages[page].push(number);
    });
  }

  function open(data) {
    var terms = data.words.split(" ");
    var lists = data.lists.split(" ");
    var tags = null;

    function firstFrom(text) {
      var low = 0, high = terms.length;
      while (low < high) {
        var middle = (low + high) >> 1;
        if (terms[middle] < text) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    /* Call `take` with the number of each term that begins so. */
    function eachFrom(beginning, take) {
      for (var at = firstFrom(beginning); at < terms.length && terms[at].startsWith(beginning); at++) take(at);
    }

    /* The letters with which terms go on after a beginning. From none, those of scripts
       with thousands of letters are left out. */
    function lettersAfter(head) {
      var letters = [];
      var at = firstFrom(head);
      while (at < terms.length && terms[at].startsWith(head)) {
        var letter = terms[at].slice(head.length, head.length + 1);
        if (!head && letter >= "\u0e00") break;
        if (letter) letters.push(letter);
        at = letter ? firstFrom(head + letter + AFTER) : at + 1;
      }
      return letters;
    }

    /* Tags as numbers: what is asked for only once somebody has hits. */
    function pageTags() {
      tags = tags || readTags(data);
      return tags;
    }

    return {
      count: data.names.length,
      terms: terms,
      tags: data.tags,
      eachFrom: eachFrom,
      lettersAfter: lettersAfter,
      unpack: unpack,
      eachPage: function (term, take) { unpack(lists[term], take); },
      words: function (page) { return Math.max(sign(data.length, page), 1); },
      page: function (page) {
        var status = data.statuses[sign(data.status, page)];
        return {
          name: data.names[page], url: data.urls[page], line: data.lines[page],
          kind: data.kinds[sign(data.kind, page)], status: status[0], tone: status[1],
          tags: function () {
            var tags = pageTags();
            return tags.pages[page].map(function (number) { return tags.names[number]; });
          }
        };
      },
      /* What hits are filtered by: the values there are, and those of a page by number. */
      filters: {
        kind: { names: function () { return data.kinds; },
          of: function (page) { return [sign(data.kind, page)]; } },
        status: { names: function () { return data.statuses.map(function (one) { return one[0]; }); },
          of: function (page) { return [sign(data.status, page)]; } },
        tag: { names: function () { return pageTags().names; },
          of: function (page) { return pageTags().pages[page]; } }
      }
    };
  }

  airbook.give("static/search-index.js", open);
})();
