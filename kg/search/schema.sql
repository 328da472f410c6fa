-- The search index of a snapshot. Row numbers of entity follow how much is said of each: the first rows of an
-- unsorted answer are the weightiest.
CREATE TABLE entity (id INTEGER PRIMARY KEY, iri TEXT UNIQUE, kind TEXT, label TEXT, weight INTEGER);
-- One row a name. folded: as typed, tone marks in their modern place; plain: ASCII; short: an abbreviation of ours.
CREATE TABLE name (id INTEGER PRIMARY KEY, entity INTEGER, written TEXT, folded TEXT, plain TEXT, short INTEGER);
CREATE INDEX name_folded ON name (folded);
CREATE INDEX name_plain ON name (plain);
CREATE VIRTUAL TABLE words USING fts5 (folded, plain, content='', detail='column', columnsize=0,
                                       tokenize="unicode61 remove_diacritics 0", prefix='1 2 3');
-- The words of all names, and each with one letter left out, to find what was mistyped.
CREATE TABLE word (plain TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE near (dropped TEXT, plain TEXT, PRIMARY KEY (dropped, plain)) WITHOUT ROWID;
-- The lists that readers browse. beside: what a line shows beside the name, an IRI or a text.
CREATE TABLE listed (entity INTEGER PRIMARY KEY, kind TEXT, date TEXT, plain TEXT, beside TEXT);
CREATE INDEX listed_kind ON listed (kind, entity);
CREATE INDEX listed_date ON listed (kind, date DESC, entity);
CREATE INDEX listed_name ON listed (kind, plain, entity);
-- Every value of a facet, numbered in the order of kind, facet and value, with how many things of the list have it; and which.
CREATE TABLE value (id INTEGER PRIMARY KEY, kind TEXT, facet TEXT, value TEXT, number INTEGER, UNIQUE (kind, facet, value));
CREATE TABLE has (value INTEGER, entity INTEGER, PRIMARY KEY (value, entity)) WITHOUT ROWID;
CREATE UNIQUE INDEX has_entity ON has (entity, value);
