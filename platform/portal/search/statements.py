"""The SQL of the PostgreSQL back end: constants, into which what visitors typed goes as parameters.

A word matches a document when a word of the document begins with it, as it is written or after stemming; or,
from four letters, when it is part of the title or of a keyword, as the Dutch write compounds. Loosely, it may
also be like a part of the title or of a keyword.
"""

# Documents in the visitor's language, and in Dutch those that do not exist in it.
SCOPE = """
d.kind = ANY(%(kinds)s) AND (d.language = %(language)s OR (d.language = 'nl' AND NOT EXISTS (
    SELECT FROM search_indexeddocument o
     WHERE o.kind = d.kind AND o.key = d.key AND o.language = %(language)s)))
"""

# The words that were asked for, without stop words, per language of the documents. A word may come with
# others that were probably meant: these have its place.
ASKED = """
SELECT place, word, asked.language, stems || to_tsquery('simple', prefix) AS query
  FROM unnest(%(places)s::int[], %(words)s::text[], %(prefixes)s::text[]) AS given (place, word, prefix)
 CROSS JOIN unnest(%(languages)s::text[], %(configurations)s::regconfig[]) AS asked (language, configuration)
 CROSS JOIN LATERAL to_tsquery(configuration, prefix) AS stems
 WHERE numnode(stems) > 0
"""

FIND = f"""
WITH asked AS MATERIALIZED ({ASKED}), marks AS (
    SELECT language, string_agg(query::text, ' | ')::tsquery AS query FROM asked GROUP BY language
), matches AS (
    SELECT d.id, asked.place,
           max(3 * ts_rank('{{0.05, 0.3, 0.4, 1.0}}', d.vector, asked.query)
               + word_similarity(asked.word, d.plain)) AS rank
      FROM asked JOIN search_indexeddocument d ON d.language = asked.language AND (
           d.vector @@ asked.query
           OR (length(asked.word) > 3 AND d.plain LIKE '%%' || asked.word || '%%')
           OR (%(loosely)s AND asked.word <%% d.plain))
     WHERE {SCOPE}
     GROUP BY d.id, asked.place
), found AS (
    SELECT d.id, d.kind, 10 * count(*) + sum(rank) / count(*) + 0.1 * d.boost AS rank
      FROM matches JOIN search_indexeddocument d USING (id)
     GROUP BY d.id
    HAVING count(*) >= %(share)s * (SELECT count(DISTINCT place) FROM asked)
), counts AS (
    SELECT kind, count(*) AS number FROM found GROUP BY kind
), page AS (
    SELECT id, rank FROM found WHERE %(kind)s IN ('', kind)
     ORDER BY rank DESC, id LIMIT %(limit)s OFFSET %(offset)s
)
SELECT (SELECT jsonb_object_agg(kind, number) FROM counts),
       d.kind, d.key, d.language, d.url_name, d.url_args, d.path,
       ts_headline(configuration, d.title, marks.query, %(whole)s),
       CASE WHEN ts_filter(d.vector, '{{c}}') @@ marks.query
              OR NOT ts_filter(d.vector, '{{d}}') @@ marks.query
            THEN ts_headline(configuration, d.summary, marks.query, %(whole)s)
            ELSE '… ' || ts_headline(configuration, d.body, marks.query, %(fragment)s) || ' …' END
  FROM (SELECT) AS one
  LEFT JOIN (
       page JOIN search_indexeddocument d USING (id) JOIN marks USING (language)
       JOIN unnest(%(languages)s::text[], %(configurations)s::regconfig[]) AS known (language, configuration)
       USING (language)) ON true
 ORDER BY page.rank DESC, page.id
"""  # noqa: S608 - constants

NEAR = f"""
WITH asked AS MATERIALIZED ({ASKED}), known AS MATERIALIZED (
    SELECT DISTINCT word, unaccent(word) AS folded
      FROM search_indexeddocument d,
           regexp_split_to_table(lower(d.title || ' ' || d.keywords_text), '[^[:alnum:]]+') AS word
     WHERE {SCOPE} AND length(word) > 3
)
SELECT strange.word, near.folded, near.word
  FROM (SELECT DISTINCT word FROM asked EXCEPT
        SELECT asked.word FROM asked JOIN search_indexeddocument d
            ON d.language = asked.language AND d.vector @@ asked.query WHERE {SCOPE}) AS strange
 CROSS JOIN LATERAL (
    SELECT known.folded, known.word FROM known
     ORDER BY similarity(known.folded, strange.word) DESC, known.word LIMIT 12) AS near
"""  # noqa: S608 - constants

SUGGESTIONS = f"""
SELECT NULL::jsonb, d.kind, d.key, d.language, d.url_name, d.url_args, d.path, d.title, d.summary
  FROM search_indexeddocument d
 WHERE {SCOPE} AND d.boost > 0
 ORDER BY d.boost DESC, d.title COLLATE "C" LIMIT 6
"""  # noqa: S608 - constants
