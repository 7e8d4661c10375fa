/* Draws hits: name, kind, standing, and the one or two sentences that have the words. */
(function () {
  "use strict";

  /* What may be one word, with the signs and marks inside it. */
  var RUN = /[\p{L}\p{N}\p{M}\u00ad\u2010\u200c-\u200f'\u2018\u2019\-._&]+/gu;
  var SENTENCE = /[^.!?…。！？]+(?:[.!?…。！？]+["'”’»)\]]*\s*|$)|[.!?…。！？]+\s*/gu;
  var TYPO = 1 << 30;
  var LONGEST = 220, BEFORE = 70, SENTENCES = 2, AT_ONCE = 5;
  var WORDS = { page: "note" };

  function make(name, className, ...inside) {
    var made = document.createElement(name);
    if (className) made.className = className;
    made.append(...inside);
    return made;
  }

  /* Whatever a note says stands by itself, since it may run from right to left. */
  function said(text) { return make("bdi", "", text); }

  /* Return a function: a run of letters -> which words of the query it has, as bits. */
  function matcher(found, words) {
    var known = new Map();
    var beginnings = found.asked.map(function (one) {
      return one.ways.flat().filter(function (piece) { return !words.isUnspaced(piece); });
    });

    function bits(run) {
      return words.words(run).reduce(function (has, word) {
        beginnings.forEach(function (pieces, at) {
          var begins = pieces.some(function (piece) {
            return word === piece || piece.length > 1 && word.startsWith(piece);
          });
          if (begins) has |= 1 << at;
        });
        return found.typos.has(word) ? has | TYPO : has;
      }, 0);
    }

    return function (run) {
      if (!known.has(run)) known.set(run, bits(run));
      return known.get(run);
    };
  }

  /* Cut a text where a run without spaces has what is asked for: texts with their bits. */
  function cutUnspaced(run, found, words) {
    var chars = Array.from(run);
    var folded = chars.map(words.fold);
    var bits = chars.map(function () { return 0; });
    found.asked.forEach(function (one, word) {
      one.runs.forEach(function (wanted) {
        for (var at = 0; at < chars.length; at++) {
          var end = at, seen = "";
          while (end < chars.length && seen.length < wanted.length) seen += folded[end++];
          if (seen === wanted) bits.fill(1 << word, at, end);
        }
      });
    });
    return chars.map(function (char, at) { return [char, bits[at]]; });
  }

  /* Return a text in pieces, each with the words of the query that it has. */
  function pieces(text, found, words, match) {
    var all = [];
    var from = 0;
    text.replace(RUN, function (run, at) {
      all.push([text.slice(from, at), 0]);
      if (words.isUnspaced(run)) all.push(...cutUnspaced(run, found, words));
      else all.push([run, match(run)]);
      from = at + run.length;
    });
    all.push([text.slice(from), 0]);
    return joined(all);
  }

  function joined(all) {
    return all.reduce(function (sum, one) {
      var last = sum[sum.length - 1];
      if (last && last[1] === one[1]) last[0] += one[0];
      else if (one[0]) sum.push(one);
      return sum;
    }, []);
  }

  function draw(all) {
    return all.map(function (one) { return one[1] ? make("mark", "", one[0]) : one[0]; });
  }

  function count(bits) {
    var sum = 0;
    for (; bits; bits &= bits - 1) sum += 1;
    return sum;
  }

  /* Shorten a sentence around the first word that was asked for. */
  function clip(all) {
    var first = all.findIndex(function (one) { return one[1]; });
    var before = all.slice(0, Math.max(first, 0)).map(function (one) { return one[0]; }).join("");
    var start = before.length > BEFORE ? before.indexOf(" ", before.length - BEFORE) + 1 : 0;
    var kept = start ? [["… " + before.slice(start), 0]] : [[before, 0]];
    var left = LONGEST - kept[0][0].length;
    all.slice(Math.max(first, 0)).forEach(function (one) {
      if (left <= 0) return;
      var cut = one[0].length > left ? one[0].slice(0, left).replace(/\s+\S*$/, "") + " …" : one[0];
      kept.push([cut, one[1]]);
      left -= one[0].length;
    });
    return kept;
  }

  /* The sentences of a page with the most words of the query, in the page's order. */
  function best(text, cut) {
    var all = [];
    text.passages.forEach(function (passage) {
      passage.text.split("\n").forEach(function (line) {
        (line.match(SENTENCE) || []).forEach(function (sentence) {
          var parts = cut(sentence.trim());
          var bits = parts.reduce(function (sum, one) { return sum | one[1]; }, 0);
          if (bits) all.push({ at: all.length, passage: passage, parts: parts, bits: bits });
        });
      });
      var heading = cut(passage.heading);
      if (heading.some(function (one) { return one[1]; })) {
        var has = heading.reduce(function (sum, one) { return sum | one[1]; }, 0);
        all.push({ at: all.length, passage: passage, parts: null, bits: has });
      }
    });
    all.sort(function (one, other) { return count(other.bits) - count(one.bits) || one.at - other.at; });
    var first = all[0];
    var more = all.slice(1).filter(function (one) {
      return one.passage !== first.passage || one.parts && first.parts;
    });
    var fresh = more.filter(function (one) { return one.bits & ~first.bits; });
    var equal = more.filter(function (one) { return count(one.bits) === count(first.bits); });
    return (first ? [first] : []).concat(fresh.concat(equal).slice(0, SENTENCES - 1))
      .sort(function (one, other) { return one.at - other.at; });
  }

  function drawPassage(page, one, cut) {
    var line = make("p", "found");
    line.dir = "auto";
    if (one.passage.anchor) {
      var link = make("a", "", make("bdi", "", ...draw(cut(one.passage.heading))));
      airbook.lead(link, page.url, one.passage.anchor);
      line.append(link, one.parts ? " · " : "");
    }
    if (one.parts) line.append(...draw(clip(one.parts)));
    return line;
  }

  /* Kind and what tells a page from others, as `drawn` makes each part of it. */
  function metaOf(page, drawn) {
    var line = make("p", "meta", WORDS[page.kind] || page.kind);
    page.line.forEach(function (part) {
      line.append(" · ", make("bdi", "", ...(drawn ? drawn(part) : [part])));
    });
    return line;
  }

  function chipOf(page) { return make("span", "chip " + page.tone, page.status); }

  var whenSeen = new Map();
  var watcher = new IntersectionObserver(function (seen) {
    seen.forEach(function (one) {
      if (!one.isIntersecting && one.target.isConnected) return;
      if (one.isIntersecting) whenSeen.get(one.target)();
      whenSeen.delete(one.target);
      watcher.unobserve(one.target);
    });
  }, { rootMargin: "100px" });

  /* Return a function that makes the list item of a page for what a query found. The
     sentences of the first ones come at once, those of others when one scrolls to them. */
  function hitsOf(found, words, texts) {
    var match = matcher(found, words);
    function cut(text) { return pieces(text, found, words, match); }

    function sentences(page, text) {
      var shown = best(text, cut).map(function (one) { return drawPassage(page, one, cut); });
      if (shown.length || !text.excerpt) return shown;
      var first = make("p", "found", text.excerpt);
      first.dir = "auto";
      return [first];
    }

    function isAsked(tag) {
      var folded = words.fold(tag);
      return cut(tag).some(function (one) { return one[1]; }) ||
        found.asked.some(function (one) { return one.tag && folded.startsWith(one.tag); });
    }

    function meta(page) {
      var line = metaOf(page, function (part) { return draw(cut(part)); });
      page.tags().filter(isAsked).forEach(function (tag) {
        line.append(" · ", make("mark", "", "#" + tag));
      });
      return line;
    }

    return function (page, at) {
      var link = make("a", "link " + page.kind, make("bdi", "", ...draw(cut(page.name))));
      airbook.lead(link, page.url);
      var title = make("p", "hit-name", link);
      if (page.status) title.append(" ", chipOf(page));
      var hit = make("li", "hit", title, meta(page));
      function fill() {
        texts.of(page.url).then(function (text) {
          if (text) hit.append(...sentences(page, text));
        }, function () {});
      }
      if (at < AT_ONCE) {
        fill();
      } else {
        whenSeen.set(hit, fill);
        watcher.observe(hit);
      }
      return hit;
    };
  }

  airbook.give("static/search-hits.js", {
    make: make, said: said, of: hitsOf, meta: metaOf, chip: chipOf
  });
})();
