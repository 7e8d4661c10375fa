/* Reads the index that generator/render/search makes, and ranks what is found in it: names
   before other names before fields and headings before text; exact words before beginnings
   of words; anything before words with a typo in them. */
(function () {
  "use strict";

  var TEXT = 0, FIELD = 2;
  /* By place, from running text to the name. A beginning of a name counts for less than
     another name in full, and for more than any field. */
  var WHOLE = [1, 1.5, 6, 13, 16];
  var BEGINNING = [0.7, 1, 4, 9, 11.5];
  var NAMED = 9;
  var TAGGED = 8;
  var WITH_TYPO = 0.5, BEGINNING_WITH_TYPO = 0.3;
  var ENOUGH = 10;
  var LEAST_TYPED = 4, LEAST_WITH_TYPO = 5;
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

  function open(data, words) {
    var terms = data.words.split(" ");
    var lists = data.lists.split(" ");
    var count = data.names.length;
    var tagNames = null, tagsOf = null;

    function firstFrom(text) {
      var low = 0, high = terms.length;
      while (low < high) {
        var middle = (low + high) >> 1;
        if (terms[middle] < text) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    function weigh(best, term, weights, from) {
      unpack(lists[term], function (page, place) {
        if (place >= from && weights[place] > best[page]) best[page] = weights[place];
      });
    }

    /* One letter begins too many words of running text to mean one of them. */
    function weighWord(word) {
      var best = new Float32Array(count);
      var from = word.length < 2 && !words.isUnspaced(word) ? FIELD : TEXT;
      for (var at = firstFrom(word); at < terms.length && terms[at].startsWith(word); at++) {
        var whole = terms[at] === word;
        weigh(best, at, whole ? WHOLE : BEGINNING, whole ? TEXT : from);
      }
      return best;
    }

    function weighTypos(word, seen) {
      var best = new Float32Array(count);
      typosOf(word).forEach(function (share, term) {
        weigh(best, term, WHOLE.map(function (one) { return one * share; }), TEXT);
        seen.add(terms[term]);
      });
      return best;
    }

    /* Terms that are one insertion, deletion, substitution or swap away, with their share:
       whatever comes of changing one place, as far as there are words that go on so. */
    function typosOf(word) {
      var found = new Map();
      if (word.length < LEAST_TYPED || words.isUnspaced(word)) return found;

      function take(changed) {
        for (var at = firstFrom(changed); at < terms.length && terms[at].startsWith(changed); at++) {
          var share = terms[at] === changed ? WITH_TYPO : BEGINNING_WITH_TYPO;
          var long = Math.max(terms[at].length, word.length) >= LEAST_WITH_TYPO;
          var whole = share === WITH_TYPO || changed.length >= LEAST_WITH_TYPO;
          if (!long || !whole || terms[at].startsWith(word)) continue;
          found.set(at, Math.max(share, found.get(at) || 0));
        }
      }

      for (var at = 0; at <= word.length; at++) {
        var head = word.slice(0, at), tail = word.slice(at);
        if (tail) take(head + tail.slice(1));
        if (tail.length > 1) take(head + tail[1] + tail[0] + tail.slice(2));
        lettersAfter(head).forEach(function (letter) {
          take(head + letter + tail);
          if (tail) take(head + letter + tail.slice(1));
        });
      }
      return found;
    }

    function lettersAfter(head) {
      var letters = [];
      var at = firstFrom(head);
      while (at < terms.length && terms[at].startsWith(head)) {
        var letter = terms[at].slice(head.length, head.length + 1);
        if (letter >= "\u0e00" && !head) break;
        if (letter) letters.push(letter);
        at = letter ? firstFrom(head + letter + AFTER) : at + 1;
      }
      return letters;
    }

    /* A page has a way of asking where it has all of its words; of several ways the best. */
    function weighWays(one, weighOne) {
      var best = new Float32Array(count);
      one.ways.forEach(function (way) {
        var each = way.map(weighOne);
        for (var page = 0; page < count; page++) {
          var sum = 0;
          for (var at = 0; at < each.length; at++) {
            if (!each[at][page]) { sum = 0; break; }
            sum += each[at][page] / each.length;
          }
          if (sum > best[page]) best[page] = sum;
        }
      });
      return best;
    }

    function foldedTags() {
      tagNames = tagNames || data.tags.map(function (tag) { return words.fold(tag[0]); });
      return tagNames;
    }

    function weighTag(tag) {
      var best = new Float32Array(count);
      foldedTags().forEach(function (name, at) {
        if (!name.startsWith(tag)) return;
        var weight = name === tag || name[tag.length] === "/" ? TAGGED : TAGGED / 2;
        unpack(data.tags[at][1], function (page) { best[page] = Math.max(best[page], weight); });
      });
      return best;
    }

    /* What few pages have tells more than what many have. */
    function rarity(best) {
      var pages = 0;
      for (var page = 0; page < count; page++) if (best[page]) pages += 1;
      return 0.4 + 0.6 * Math.log((count + 1) / (pages + 1)) / Math.log(count + 1);
    }

    function combine(plain, typed) {
      var score = new Float64Array(count);
      var most = 0;
      var rare = plain.map(rarity);
      for (var page = 0; page < count; page++) {
        var has = 0, wrong = 0, sum = 0, named = 0;
        for (var at = 0; at < plain.length; at++) {
          var weight = plain[at][page];
          if (!weight && typed && typed[at][page]) { weight = typed[at][page]; wrong += 1; }
          if (!weight) continue;
          has += 1;
          if (weight >= NAMED) named += 1;
          sum += weight * rare[at];
        }
        if (!has) continue;
        var length = Math.max(data.length.charCodeAt(page) - 40, 1);
        sum *= 1 + 0.12 * Math.min(named / length, 1);
        if (has > most) most = has;
        score[page] = has * 1e6 - wrong * 1e4 + sum;
      }
      return { hits: ordered(score, most), all: most === plain.length };
    }

    /* Those that have the most words, by score; equal ones as they are numbered. */
    function ordered(score, most) {
      var hits = [];
      for (var page = 0; page < count; page++) if (score[page] > (most - 0.5) * 1e6) hits.push(page);
      return hits.sort(function (one, other) { return score[other] - score[one] || one - other; });
    }

    /* Return { hits: numbers of pages, all: whether they have all words, typos: the words
       that were taken for those of the query }. An empty query finds every page. */
    function find(text) {
      var asked = words.query(text);
      var typos = new Set();
      if (!asked.length) {
        return { hits: Array.from({ length: count }, function (_, at) { return at; }), all: true, asked: [], typos: typos };
      }
      var plain = asked.map(function (one) {
        return one.tag ? weighTag(one.tag) : weighWays(one, weighWord);
      });
      var found = combine(plain, null);
      if (!found.all || found.hits.length < ENOUGH) {
        found = combine(plain, asked.map(function (one) {
          return weighWays(one, function (word) { return weighTypos(word, typos); });
        }));
      }
      return { hits: found.hits, all: found.all, asked: asked, typos: typos };
    }

    /* The tags of each page, those above a nested one among them. */
    function tagsOfPages() {
      if (tagsOf) return tagsOf;
      tagsOf = data.names.map(function () { return []; });
      data.tags.forEach(function (tag) {
        for (var name = tag[0]; name; name = name.slice(0, Math.max(name.lastIndexOf("/"), 0))) {
          unpack(tag[1], function (page) {
            if (!tagsOf[page].includes(name)) tagsOf[page].push(name);
          });
        }
      });
      return tagsOf;
    }

    function status(page) { return data.statuses[data.status.charCodeAt(page) - 40]; }

    return {
      count: count,
      find: find,
      page: function (page) {
        return {
          name: data.names[page], url: data.urls[page], line: data.lines[page],
          kind: data.kinds[data.kind.charCodeAt(page) - 40],
          status: status(page)[0], tone: status(page)[1]
        };
      },
      kind: function (page) { return data.kinds[data.kind.charCodeAt(page) - 40]; },
      status: function (page) { return status(page)[0]; },
      tags: function (page) { return tagsOfPages()[page]; }
    };
  }

  airbook.give("static/search-index.js", open);
})();
