/* Ranks the pages of an index for a query: names before other names before fields and
   headings before text; exact words before beginnings of words; anything before words with
   a typo in them. */
(function () {
  "use strict";

  var TEXT = 0, FIELD = 2;
  /* By place, from running text to the name. The beginning of a name counts for less than
     another name in full, and for more than any field. */
  var WHOLE = [1, 1.5, 6, 13, 16];
  var BEGINNING = [0.7, 1, 4, 9, 11.5];
  var NAMED = 9;
  var TAGGED = 8;
  var WITH_TYPO = 0.5, BEGINNING_WITH_TYPO = 0.3;
  var LEAST_TYPED = 4, LEAST_WITH_TYPO = 5;
  /* With so many hits that are typed right, nobody meant another word. */
  var ENOUGH = 10;
  var MOST_WORDS = 20;

  function ranker(index, words) {
    var terms = index.terms;
    var count = index.count;

    function weigh(best, term, weights, from) {
      index.eachPage(term, function (page, place) {
        if (place >= from && weights[place] > best[page]) best[page] = weights[place];
      });
    }

    /* One letter begins too many words of running text to mean one of them. */
    function weighWord(word) {
      var best = new Float32Array(count);
      var from = word.length < 2 && !words.isUnspaced(word) ? FIELD : TEXT;
      index.eachFrom(word, function (term) {
        var whole = terms[term] === word;
        weigh(best, term, whole ? WHOLE : BEGINNING, whole ? TEXT : from);
      });
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
        index.eachFrom(changed, function (term) {
          var whole = terms[term] === changed;
          var share = whole ? WITH_TYPO : BEGINNING_WITH_TYPO;
          var long = whole ? Math.max(changed.length, word.length) : changed.length;
          if (long < LEAST_WITH_TYPO || terms[term].startsWith(word)) return;
          found.set(term, Math.max(share, found.get(term) || 0));
        });
      }

      for (var at = 0; at <= word.length; at++) {
        var head = word.slice(0, at), tail = word.slice(at);
        if (tail) take(head + tail.slice(1));
        if (tail.length > 1) take(head + tail[1] + tail[0] + tail.slice(2));
        index.lettersAfter(head).forEach(function (letter) {
          take(head + letter + tail);
          if (tail) take(head + letter + tail.slice(1));
        });
      }
      return found;
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

    function weighTag(tag) {
      var best = new Float32Array(count);
      index.tags.forEach(function (one) {
        var name = words.fold(one[0]);
        if (!name.startsWith(tag)) return;
        var weight = name === tag || name[tag.length] === "/" ? TAGGED : TAGGED / 2;
        index.unpack(one[1], function (page) { best[page] = Math.max(best[page], weight); });
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
        most = Math.max(most, has);
        sum *= 1 + 0.12 * Math.min(named / index.words(page), 1);
        score[page] = has * 1e6 - wrong * 1e4 + sum;
      }
      return { hits: ordered(score, most), all: most === plain.length };
    }

    /* Those that have the most words, by score; equal ones as they are numbered. A number
       stands for both, since browsers sort numbers fastest. */
    function ordered(score, most) {
      var keys = [];
      for (var page = 0; page < count; page++) {
        var below = most * 1e6 - score[page];
        if (most && below < 5e5) keys.push(Math.round((below + 1e4) * 100) * 1048576 + page);
      }
      return Array.from(Float64Array.from(keys).sort(), function (key) { return key % 1048576; });
    }

    /* Return { hits: numbers of pages, all: whether they have all words, typos: the words
       that were taken for those of the query }. An empty query finds every page, one of
       signs alone finds none. */
    function find(text) {
      var asked = words.query(text).slice(0, MOST_WORDS);
      var typos = new Set();
      if (!asked.length) {
        var every = Array.from({ length: text.trim() ? 0 : count }, function (_, at) { return at; });
        return { hits: every, all: true, asked: asked, typos: typos };
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

    return find;
  }

  airbook.give("static/search-ranking.js", ranker);
})();
