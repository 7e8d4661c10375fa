/* Text -> the words it is found by, as generator/render/search/folding.py does it. One table
   of cases, tests/cases/search_words.md, holds the two together. */
(function () {
  "use strict";

  /* What nobody types: accents, points of Hebrew and Arabic, marks of direction, joiners. */
  var DROPPED = new RegExp("[\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2" +
    "\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640\\u064b-\\u065f\\u0670\\u06d6-\\u06dc" +
    "\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u1ab0-\\u1aff\\u1dc0-\\u1dff" +
    "\\u20d0-\\u20ff\\ufe20-\\ufe2f\\u00ad\\u02b9-\\u02bf\\u200c-\\u200f\\u202a-\\u202e" +
    "\\u2060-\\u2069\\ufe00-\\ufe0f\\ufeff]", "g");
  var ALIKE = {
    "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
    "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ə": "e", "ς": "σ", "ى": "ي",
    "ی": "ي", "ک": "ك", "ة": "ه"
  };
  var LETTERS = new RegExp("[" + Object.keys(ALIKE).join("") + "]", "g");
  /* Scripts without spaces, and Korean: found by pairs of characters. */
  var PAIRED = "\\u0e00-\\u0fff\\u1000-\\u109f\\u1780-\\u17ff\\u2e80-\\u2fdf\\u3005-\\u3007" +
    "\\u3021-\\u3029\\u3041-\\u30ff\\u3105-\\u312f\\u31a0-\\u31bf\\u31f0-\\u31ff" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  var UNSPACED = new RegExp("[" + PAIRED + "]", "u");
  var RUNS = new RegExp("[" + PAIRED + "]+|[^" + PAIRED + "]+", "gu");
  var BINDING = "'\\u2018\\u2019\\u2010\\-._&";
  var BINDS = new RegExp("[" + BINDING + "]", "u");
  var LETTER = "[\\p{L}\\p{N}\\p{M}]";
  var BOUND = new RegExp(LETTER + "+(?:[" + BINDING + "]" + LETTER + "+)*", "gu");
  var LONGEST = 40;
  var MOST_KNOWN = 20000;
  var known = new Map();

  function fold(text) {
    return text.normalize("NFKD").replace(DROPPED, "").normalize("NFC").toLowerCase()
      .replace(LETTERS, function (letter) { return ALIKE[letter]; });
  }

  function pairs(run) {
    var chars = Array.from(run);
    return chars.slice(1).map(function (char, at) { return chars[at] + char; });
  }

  /* The parts of a word, each of one script: { run, unspaced }. */
  function runsOf(part) {
    return part.match(RUNS).map(function (run) {
      var unspaced = UNSPACED.test(run);
      var chars = unspaced ? run : Array.from(run).slice(0, LONGEST).join("");
      return { run: chars, unspaced: unspaced };
    });
  }

  /* A word of several parts as one; empty: it is not found as one. */
  function wholeOf(parts) {
    var whole = parts.join("");
    var fits = Array.from(whole).length <= LONGEST;
    var own = parts.length > 1 && !/^\p{Nd}+$/u.test(whole) && !UNSPACED.test(whole);
    return own && fits ? whole : "";
  }

  function wordsOf(bound) {
    var parts = bound.split(BINDS);
    var found = [];
    parts.forEach(function (part) {
      runsOf(part).forEach(function (one) {
        if (one.unspaced) found.push(...pairs(one.run), ...Array.from(one.run).slice(-1));
        else if (parts.length === 1 || Array.from(one.run).length > 1) found.push(one.run);
      });
    });
    return found.concat(wholeOf(parts) || []);
  }

  function boundOf(text) { return fold(text).match(BOUND) || []; }

  /* The words that a text is found by. Texts repeat their words, so each is kept. */
  function words(text) {
    var found = known.get(text);
    if (!found) {
      found = boundOf(text).flatMap(wordsOf);
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(text, found);
    }
    return found;
  }

  /* What one asks for with a word: one of several lists of words that a page must have. */
  function asked(bound) {
    var parts = bound.split(BINDS);
    var runs = parts.flatMap(runsOf);
    var apart = runs.flatMap(function (one) {
      return one.unspaced && Array.from(one.run).length > 1 ? pairs(one.run) : [one.run];
    });
    var whole = wholeOf(parts);
    var unspaced = runs.filter(function (one) { return one.unspaced; });
    return {
      tag: "",
      ways: whole ? [[whole], apart] : [apart],
      runs: unspaced.map(function (one) { return one.run; })
    };
  }

  /* A query taken apart: its words, and tags behind `#`, each once. */
  function query(text) {
    var found = {};
    text.split(/\s+/).forEach(function (piece) {
      var tag = /^#([^#]+)$/.exec(piece);
      if (tag) found[piece] = { tag: fold(tag[1]), ways: [], runs: [] };
      else boundOf(piece).forEach(function (bound) { found[" " + bound] = asked(bound); });
    });
    return Object.keys(found).map(function (key) { return found[key]; });
  }

  airbook.give("static/search-words.js", {
    fold: fold, words: words, query: query,
    isUnspaced: function (text) { return UNSPACED.test(text); }
  });
})();
