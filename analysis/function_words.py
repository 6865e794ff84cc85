"""Words that hold sentences together and say nothing by themselves."""

_ENGLISH = """
a about above after again against all also although always am an and any anybody anyone
anything are aren't around as at away back be became because become been before being below
between both but by can can't cannot come could couldn't did didn't do does doesn't doing don't
done down during each either else even ever every everybody everyone everything few for from
get gets getting give given go goes going gone got had hadn't has hasn't have haven't having he
he'd he'll he's her here here's hers herself him himself his how however i i'd i'll i'm i've if
in instead into is isn't it it'd it'll it's its itself just least less let let's like made make
makes making many may maybe me might mine more most much must mustn't my myself need needed needs neither
never no nobody none nor not now of off often on once one ones only onto or other others ought
our ours ourselves out over own perhaps put quite rather really s same say see seem seemed
seems several shall shan't she she'd she'll she's should shouldn't since so some somebody
someone something somewhat still such t than that that's the their theirs them themselves then
there there's therefore these they they'd they'll they're they've thing things this those
though through thus to too toward towards under unless until up upon us very via was wasn't we
we'd we'll we're we've well were weren't what what's whatever when where whether which while
who who's whoever whole whom whose why will with within without won't would wouldn't yes yet
you you'd you'll you're you've your yours yourself yourselves im ive dont didnt wasnt cant
couldnt isnt doesnt thats want wanted wants
"""
FUNCTION_WORDS = frozenset(_ENGLISH.split())
"""Lower case, with straight apostrophes; some as they are often typed, without."""
