"""The words around a name that tell it is one, and those that tell it is a place or a post."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words("dr mr mrs ms mx prof professor cllr rev revd reverend drs messrs")
"""What only stands before a name."""

SOFT_TITLES = _words("""miss sir dame lord lady doctor sister nurse matron councillor father fr brother auntie aunty
    aunt uncle nana gran grandma grandad nanny imam rabbi pastor canon captain capt major colonel
    sergeant sgt pc constable judge consultant staff midwife surgeon sr mister mistress baroness
    ustad sheikh hajji""")
"""What stands before a name, and also alone."""

PEOPLE = _words("""husband wife partner son daughter mother father mum mam mom dad brother sister friend friends aunt
    auntie aunty uncle nan nanny gran granny grandma grandad grandfather grandmother grandson
    granddaughter grandchild nephew niece cousin fiance fiancé fiancée fiancee boyfriend girlfriend twin twins baby
    babies boy boys girl girls child children kids toddler neighbour neighbor stepson stepdaughter
    stepmother stepfather stepdad stepmum godmother godson lodger colleague sons daughters sisters
    brothers mother-in-law father-in-law sister-in-law brother-in-law son-in-law daughter-in-law ex widow
    other-half spouse client patient resident tenant pupil student
    nurse nurses receptionist receptionists midwife midwives doctor doctors gp gps consultant physio
    physiotherapist physios paramedic paramedics driver drivers porter porters cleaner housekeeper hca hcas
    carer carers manager worker therapist therapists dentist hygienist chiropodist podiatrist
    psychiatrist psychologist counsellor surgeon anaesthetist registrar volunteer
    pharmacist optician matron assistant coordinator co-ordinator secretary
    technician radiographer sonographer phlebotomist lady ladies man men gentleman gentlemen chap guy bloke lad lass woman
    women person practitioner navigator prescriber dietician dietitian
    officer officers nutritionist audiologist keyworker key-worker visitor advisor adviser clerk specialist sister
    member teacher tutor trainer instructor mentor coach chef cook waiter guard warden caretaker
    cpn rmn oncologist cardiologist dermatologist neurologist haematologist paediatrician
    obstetrician gynaecologist rheumatologist urologist orthodontist osteopath interpreter translator
    advocate chaplain vicar priest imam councillor mp landlord landlady facilitator host handler dispatcher
    operator supervisor leader ot slt locum""")
"""After these, a capitalised word that isn't a word of every day is a name."""

MET = _words("""with by thank thanks thankyou from to met meet saw see seeing seen told asked ask called named
    and & hello hi dear love praise commend congratulate bless like especially particularly both
    phoned rang spoke appreciate recommend credit treated contacted emailed for poor lovely amazing fantastic brilliant
    wonderful excellent great kind mention mentioned says said when because that if while until does did has is
    believe""")
"""Before one who was met."""

HUMAN_DEEDS = _words("""who whose said says told tells asked asks helped helps explained explains listened listens rang phoned
    reassured introduced apologised apologized visited greeted understood answered knew knows
    thinks thought feels felt smiled laughed cared cares suffers died lives deserves""")
"""What only people do."""

DEEDS = (
    HUMAN_DEEDS
    | _words("""was is has had did does came comes went goes made makes took takes gave gives called treated
    looked looks saw sees put always really never also couldn't wasn't isn't hasn't doesn't didn't
    arrived managed spoke checked sorted arranged performed provided provides supported supports
    worked works kept keeps got gets let lets seemed seems needs needed wants wanted passed
    collected picked drove dropped cut cleaned noticed ensured offered stayed showed shows treats
    booked waited waits attends attended used uses read brought brings taught fixed found went did""")
)
"""After one who did something, or was something."""

ACTS = DEEDS | _words("""and were are been be will would could can should for at from on in very so to the a of not or but
    if my me us we i you he she they it this that with by as no go good great well back after before
    because then there here when now today yesterday all just only still too again""")
"""Words that carry no name on where capitals say nothing."""

NO_SURNAMES = DEEDS | _words(
    """the a an this that these those i he she it we you they my his her our their your its and or
    but in on at of to from for with who which what when where why how if as so not no nhs gp gps
    hospital surgery practice clinic nurse nurses doctor doctors appointment however although also
    then there after before again thank thanks"""
)
"""What may begin with a capital after a title and is no name."""

ABSTRACT = _words("hope faith joy grace patience love mercy charity justice harmony wisdom may")
"""Of which things are said too: "Hope was lost"."""

SOMEBODY = _words("she he who someone somebody her him anyone staff")

WORKPLACES = _words("""reception desk front charge ward x-ray xray radiology audiology physio physiotherapy pharmacy
    team office switchboard clinic pals maternity a&e triage admissions department transport
    practice surgery group service nursery kitchen canteen tea bar bookings outpatients
    phlebotomy bloods nights days shift counter door nurse doctor porter driver midwife manager
    receptionist cleaner carer library council church mosque school lab scan scanning theatre
    dentist dental podiatry dietetics helpline""")
"""Near one who works there."""

LETTERED = _words(
    "vitamin hepatitis hep plan option ward block group type team unit part section schedule bay"
)
"""Before a single letter that is nobody's initial."""

PLACES = _words("""hospital hospitals infirmary ward wards centre center clinic surgery house unit school college
    university practice trust medical health healthcare park street road lane avenue court close drive
    lodge suite building church chapel cathedral abbey foundation wing nursery library station
    bridge square lounge hall hotel community village town city county council estate theatre way
    place gardens terrace crescent grove mews hospice home homes residential cottage cottages general memorial
    pharmacy chemist dental gp a&e emergency department reception room floor block day academy primary infant infants juniors
    high grammar disease syndrome palsy lymphoma's test scale index score score's manoeuvre line catheter
    tower towers heights point mill farm inn arms pub road's street's rd st ave ward's north south east west
    supermarket store shop airport island river lake bay beach hill hills constituency museum gallery
    sands team site wick cross's vale rise restaurant cafe café bar""")
"""What follows names of places and things, not of people."""

SURE_PLACES = _words(
    "rd blvd ave ln street road avenue hospital infirmary centre center clinic surgery mall boulevard"
    " drive house unit trust wing suite lodge nursery school college practice foundation"
)
"""What no surname is."""

BEFORE_PLACES = _words(
    "st saint ss queen king prince princess royal our holy north south east west upper lower"
)

NOWHERE = _words("on in at into near ward the this that a an")
"""Before a place; a person is rarely on, in or at."""

WHERE = _words(
    """in at near to around round outside towards via of across between into from through over beyond
    past within throughout than like and or"""
)
"""Before unknown names of places as often as of people."""

PARTICLES = _words("""de da di do dos das del della van von der den ten ter la le du al el bin ibn binti bint ap ab
    ferch ni nic mac mc o' st abu ul ur""")
"""Small words inside a name."""

SPOKEN_TO = _words(
    "thank thanks thankyou cheers hi hello hey met told asked phoned rang especially dear named praise commend"
)
"""Before one person, known or not."""

SPOKEN_TO_IN_TWO = frozenset(
    {
        *(("spoke", to) for to in ("to", "with")),
        *(("talked", to) for to in ("to", "with")),
        *(("speak", to) for to in ("to", "with")),
        *((thanks, "to") for thanks in ("thanks", "grateful", "thankyou", "gratitude")),
        *(("ask", word) for word in ("for",)),
        ("asked", "for"),
        ("thank", "you"),
        ("behalf", "of"),
        ("complaint", "about"),
        ("credit", "to"),
    }
)
"""The same in two words."""

WHOSE = _words("my our his her their")

ABBREVIATED = _words("wm jas chas thos geo jos robt")
"""Written with a dot inside a name."""

SURNAME_ENDINGS = (
    "ski",
    "ska",
    "cki",
    "cka",
    "wicz",
    "czyk",
    "enko",
    "escu",
    "oglu",
    "poulos",
    "ovic",
    "evic",
    "shvili",
    "sson",
    "singham",
    "swamy",
    "murthy",
    "nathan",
    "lingam",
)
"""With which surnames end, and no English word."""

SELF = _words("i'm im i’m")
SIGN_OFF = _words("""regards sincerely faithfully thanks thankyou cheers love signed wishes truly blessings best yours
    gratefully respectfully from you xx xxx x name hello hi""")
