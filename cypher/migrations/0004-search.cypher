// One index for all that is searched. It gets words, already folded and marked with their organisation
// (src/graph/search.ts), and has only to part them at spaces.
CREATE FULLTEXT INDEX search IF NOT EXISTS FOR (n:Agent|Concern|Promise|Condition) ON EACH [n.searchText]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}};

// The words of what is there already, near enough: the next change of each writes them exactly.
MATCH (n:Agent|Concern|Promise|Condition)
WHERE n.searchText IS NULL AND n.org IS NOT NULL
CALL (n) {
  WITH n, right(n.org, 12) AS mark, trim(coalesce(n.name, n.statement, n.objective, '') + ' ' + coalesce(n.metric, '')) AS text
  WITH n, mark, reduce(bare = toLower(normalize(text, NFKD)), accent IN ['\u0300', '\u0301', '\u0302', '\u0303', '\u0304', '\u0306', '\u0307', '\u0308', '\u030A', '\u030B', '\u030C', '\u0323', '\u0327', '\u0328'] | replace(bare, accent, '')) AS bare
  WITH n, mark, reduce(spaced = bare, sign IN ['.', ',', ':', '!', '?', '(', ')', '[', ']', '{', '}', '"', '\'', '/', '-', '_', '&', '+', '*', '#', '%', '@', '=', '<', '>', '|', '\n', '\r', '\t', '\u2019', '\u2018', '\u201C', '\u201D', '\u2013', '\u2014', '\u2026', '\u003B'] | replace(spaced, sign, ' ')) AS spaced
  SET n.searchText = reduce(words = '', word IN split(spaced, ' ') | CASE word WHEN '' THEN words ELSE words + CASE words WHEN '' THEN '' ELSE ' ' END + mark + word END)
} IN TRANSACTIONS OF 1000 ROWS;
