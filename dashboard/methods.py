"""By what methods are the numbers of each view made, and where are these described?"""

from __future__ import annotations

from typing import NamedTuple

METHODS = {
    "Overview": (
        "Ordered by the difference over its standard error; at most two findings of one kind. Intervals "
        "of differences after Zou and Donner (2008). They describe how uneven these two texts are "
        "within themselves; two texts are two cases and say nothing about authors or papers in general."
    ),
    "Sentiment": (
        "VADER (Hutto and Gilbert 2014) on each utterance; 95 % intervals by resampling utterances. A "
        "word list scores words, not opinions: “war” or “threat” count as negative whatever the author "
        "thinks of them, and words in names count too (“United” is positive). A reporting clause (“she "
        "said”) is an utterance of the author, mostly of tone 0. Two texts are two cases: nothing here "
        "speaks about authors or papers in general."
    ),
    "Readability": (
        "Syllables and difficult words by textstat 0.7 (CMU dictionary, then hyphenation), sentences and "
        "words by Parallax. Flesch 1948; Kincaid et al. 1975; Gunning 1952; McLaughlin 1969 (SMOG, made "
        "for 30 sentences); Smith and Senter 1967 (ARI); Coleman and Liau 1975; Dale and Chall 1948. "
        "95 % intervals by resampling sentences. The formulas were made for school books and manuals: "
        "compare the two texts, not a text with a school year. They do not measure clarity or quality. "
        "Dale–Chall is textstat’s reading of it: names, numbers and inflected forms count as uncommon "
        "words, so it is high for a text full of names."
    ),
    "Actors": (
        "Names from the list of actors, case kept, longest name first; 95 % intervals are exact for "
        "counts (Garwood 1936). Names only: pronouns and descriptions are not counted, so a text that "
        "says “he” or “the alliance” names less than it speaks of. A name within another (“Russian "
        "Revolution”) or of a language (“Russian-speaking”) is no mention. Headings are not counted."
    ),
    "Terms": (
        "Above: weighted log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn "
        "2008); the prior is both texts together, weighing as much as one text of average length. Below: "
        "TF-IDF (scikit-learn) with every section of both texts as a document, terms of one to three "
        "words. A z above 1.96 would be rare by chance for one word looked at alone; many words are "
        "looked at here, so read the list as a whole and read the sentences."
    ),
}
"""View → how its numbers are made, and what they cannot say."""

INTERVALS = (
    "Tone and readability: Poisson bootstrap over utterances or sentences with a fixed seed; "
    "percentiles are expanded for few units (Hesterberg 2015). Counts: exact Poisson intervals "
    "(Garwood 1936)."
)
"""How intervals are made, in every view."""


class Reference(NamedTuple):
    """A publication that describes a method."""

    authors: str
    year: int
    title: str
    place: str
    """Where it appeared."""
    doi: str = ""

    @property
    def address(self) -> str:
        """Where it can be found; empty if it has no DOI."""
        return f"https://doi.org/{self.doi}" if self.doi else ""


REFERENCES = (
    Reference(
        "Coleman, M., and T. L. Liau",
        1975,
        "A computer readability formula designed for machine scoring",
        "Journal of Applied Psychology 60, 283–284",
        "10.1037/h0076540",
    ),
    Reference(
        "Dale, E., and J. S. Chall",
        1948,
        "A formula for predicting readability",
        "Educational Research Bulletin 27, 11–20, 28 and 37–54",
    ),
    Reference(
        "Flesch, R.",
        1948,
        "A new readability yardstick",
        "Journal of Applied Psychology 32, 221–233",
        "10.1037/h0057532",
    ),
    Reference(
        "Garwood, F.",
        1936,
        "Fiducial limits for the Poisson distribution",
        "Biometrika 28, 437–442",
        "10.1093/biomet/28.3-4.437",
    ),
    Reference("Gunning, R.", 1952, "The Technique of Clear Writing", "New York: McGraw-Hill"),
    Reference(
        "Hesterberg, T. C.",
        2015,
        "What teachers should know about the bootstrap: resampling in the undergraduate statistics "
        "curriculum",
        "The American Statistician 69, 371–386",
        "10.1080/00031305.2015.1089789",
    ),
    Reference(
        "Hutto, C. J., and E. Gilbert",
        2014,
        "VADER: a parsimonious rule-based model for sentiment analysis of social media text",
        "Proceedings of the International AAAI Conference on Web and Social Media 8, 216–225",
        "10.1609/icwsm.v8i1.14550",
    ),
    Reference(
        "Kincaid, J. P., R. P. Fishburne, R. L. Rogers and B. S. Chissom",
        1975,
        "Derivation of new readability formulas for Navy enlisted personnel",
        "Research Branch Report 8-75, Naval Technical Training Command",
    ),
    Reference(
        "McLaughlin, G. H.",
        1969,
        "SMOG grading: a new readability formula",
        "Journal of Reading 12, 639–646",
    ),
    Reference(
        "Monroe, B. L., M. P. Colaresi and K. M. Quinn",
        2008,
        "Fightin’ words: lexical feature selection and evaluation for identifying the content of "
        "political conflict",
        "Political Analysis 16, 372–403",
        "10.1093/pan/mpn018",
    ),
    Reference(
        "Smith, E. A., and R. J. Senter",
        1967,
        "Automated readability index",
        "AMRL-TR-66-220, Aerospace Medical Research Laboratories",
    ),
    Reference(
        "Zou, G. Y., and A. Donner",
        2008,
        "Construction of confidence limits about effect measures: a general approach",
        "Statistics in Medicine 27, 1693–1702",
        "10.1002/sim.3095",
    ),
)
"""Everything that METHODS and INTERVALS name, by author."""
