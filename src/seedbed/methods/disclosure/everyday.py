"""Words that begin with a capital and name nobody in particular, and words that end a name.

A short list of ordinary English, so that a quotation is not held up by "Monday" or "Mum". What a
study's own texts hold in small letters is ordinary too; that is handed in, not listed here.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# With a capital wherever they stand.
CAPITAL = _words(
    "i monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december christmas easter ramadan eid diwali "
    "hanukkah halloween english welsh scottish irish british european mum mummy mam dad daddy nan "
    "nana gran grandad god mr mrs ms miss dr sir england scotland wales britain uk nhs gp tv cse "
    "cce camhs adhd send sen ehcp covid ok"
)
# At the beginning of a sentence, where any word has a capital.
FIRST = _words(
    "a about actually after all although always and another any anybody anyone anything are as "
    "asked at back be because been before being but by came can cos could did do does don't down "
    "each even ever every everybody everyone everything except felt few first for from get getting "
    "go going good got had has have having he hello her here him his how however if in instead is "
    "it it's its just kind last later let like look lots made make many maybe me mine more most "
    "much my myself never next no nobody none not nothing now of oh okay on once one only or other "
    "our out over people perhaps please probably quite really right same saying see she should so "
    "some somebody someone something sometimes somewhere soon still suddenly sure than thank "
    "thanks that that's the their them then there there's these they they're things think this "
    "those though three through to today told tomorrow too two under until up us very was we we're "
    "well went were what when where which while who whoever whole whose why will with without "
    "would yeah yes yesterday yet you you're your"
)
SCHOOLS = _words("school academy college primary nursery university sixth-form")
STREETS = _words(
    "road street lane avenue close drive way crescent terrace square gardens grove court estate "
    "row mews parade"
)
BODIES = _words(
    "council borough county trust hospital clinic church mosque temple centre club charity team "
    "service services police partnership park station house home hostel library"
)
# Parts of names of places and bodies that tell nothing by themselves.
GENERIC = (
    SCHOOLS
    | STREETS
    | BODIES
    | _words("city town north south east west upper lower great little port saint new old young")
)
NUMBERS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
