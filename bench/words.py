"""Made-up names and plain sentences; nothing in them names a real country, body or mission."""

from itertools import accumulate
from random import Random

SYLLABLES = """
ba bel cor da dren el fa gor hal in ja kel lor ma mir nor o pra quin ra sel ta tor ul va vor wen ya zel
""".split()  # noqa: SIM905
# The commonest first: they are drawn so that the first stands in most sentences.
WORDS = """
cooperation space satellite research data agreement programme observation launch science mission development earth
exchange technology training station project instrument joint study ground activities peaceful exploration orbit
communication navigation experiment laboratory meteorology climate vehicle astronaut telescope payload crew balloon
sounding rocket remote sensing education industry medicine biology physics plasma solar lunar planetary deep tracking
calibration archive processing services ocean atmosphere disaster agriculture forestry hydrology geodesy gravity
microgravity materials propulsion antenna sensor spectrometer radar optical infrared ultraviolet detector software
standard liability registration customs exemption intellectual property confidentiality working group committee
workshop exhibition fellowship scholarship centre institute university facility campaign debris surveillance
weather traffic security emergency relay broadcasting broadband constellation microsatellite nanosatellite
""".split()  # noqa: SIM905
SENTENCE_WORDS = 14


def zipf(number):
    """Return the cumulative weights of `number` things of which the k-th comes up in proportion to 1/k."""
    return list(accumulate(1 / rank for rank in range(1, number + 1)))


class Words:
    def __init__(self, random: Random):
        self.random = random
        self.taken = set()
        self.weights = zipf(len(WORDS))

    def name(self, syllables=3):
        """Return a name that was not given before."""
        while True:
            name = "".join(self.random.choices(SYLLABLES, k=syllables)).capitalize()
            if name not in self.taken:
                self.taken.add(name)
                return name

    def some(self, number):
        return self.random.choices(WORDS, cum_weights=self.weights, k=number)

    def sentence(self, *names):
        """Return a sentence that has `names` among its words."""
        words = [*self.some(SENTENCE_WORDS - len(names)), *names]
        self.random.shuffle(words)
        return f"{' '.join(words).capitalize()}."
