"""Whatever a shape tells is found in every form people write it in, and in every place.

Numbers are those set aside for drama and for examples; streets and dates are invented.
"""

from itertools import product

import pytest

from analysis.redaction import find_personal_details
from engage_app.services.batch_redact import shipped_names

PHONES = (
    "07700900123 07700·900123 07700·900·123 (07700)·900123 07700-900-123 077·0090·0123"
    " +447700900123 +44·7700·900·123 +44(0)7700·900123 +44·(0)7700-900123 0044·7700·900123"
    " 01914980123 0191·498·0123 (0191)·498·0123 (0191)4980123 0191-498-0123 0191.498.0123"
    " 02079460018 020·7946·0018 (020)·7946·0018 020-7946-0018 +44·20·7946·0018 +44·(0)20·7946·0018"
    " 01632·960983 (01632)·960983 01632·960·983 01632-960983 016·3296·0983 03069·990123"
    " 01632·960983·ext·12 01632·960983·ext.·4521 01632·960983·x123 01632·960983,·extension·77"
)
NHS_NUMBERS = "9434765919 943·476·5919 943-476-5919 943.476.5919"
NI_NUMBERS = "AB123456C AB·12·34·56·C ab·12·34·56·c AB·123456·C AB-12-34-56-C ab123456c"
POSTCODES = (
    "TS18·2AB TS182AB ts18·2ab ts182ab M1·1AE m11ae B33·8TH CR2·6XH DN55·1PT W1A·0AX w1a0ax EC1A·1BB"
    " SW1A1AA GIR·0AA BT7·1NN IM1·1AA JE2·3AB ZE1·0AA"
)
BIRTH_DATES = (
    "12/03/1948 12/3/48 3/12/1948 12.03.1948 12.3.48 12-03-1948 12-3-48 1948-03-12 12·03·1948"
    " 12·March·1948 12th·March·1948 12th·of·March·1948 the·12th·of·March·1948 12·Mar·1948 12-Mar-1948"
    " 12MAR1948 12·mar·48 12th·march·'48 March·12,·1948 March·12th·1948 March·the·12th·1948"
    " 12th·March,·1948 Friday·12th·March·1948 twelfth·of·March·nineteen·forty-eight 12·Sept.·1948"
)
ADDRESSES = (
    "12·Acacia·Avenue 7·Mill·Lane 14a·St·John's·Road 14B·Church·Street 22-24·Queen·Anne's·Crescent"
    " 101·Old·Church·Rd 3·Oak·Close 9·Elm·Tree·Drive Flat·3,·88·Marine·Parade Flat·2B·12·High·Street"
    " Apartment·7,·Nelson·House 6·Long·Park·Walk 12·acacia·avenue 24·high·street 5·victoria·close"
    " flat·2,·16·rose·gardens 18·Windermere·Gdns 4·Manor·Court 11·Upper·Kirkgate·Street 5·The·Green"
)
AROUND = {
    "phone": "{}|My number is {}.|Tel: {}|tel:{}|ring {} after 5|({})|mobile {}, thanks|on {} or by post",
    "nhs_number": "{}|NHS number {}|my nhs no is {}.|NHS No: {}|({})",
    "ni_number": "{}|NI number {}|my National Insurance number is {}.|NINO: {}|({})",
    "postcode": "{}|I live in {}|my post code is {}.|({})|Leeds, {}|from {} it is miles",
    "date_of_birth": "DOB {}|DOB: {}|d.o.b. {}|D.O.B. {}.|dob - {}|date of birth {}|Date of Birth: {}"
    "|my date of birth is {} thanks|(DOB {})|I was born on {} in Leeds|She was born {}.|born {}"
    "|My birthday is {}|{} is my date of birth|born in Jamaica on {}|{} (dob)|My mother, born {}, is frail",
    "address": "{}|I live at {}|My address is {}.|{} is my home|we live at {} and it is noisy"
    "|Address: {}|Please write to me at {}, thanks|send it to {}|lives at {} with her son",
}
FORMS = {
    "phone": PHONES,
    "nhs_number": NHS_NUMBERS,
    "ni_number": NI_NUMBERS,
    "postcode": POSTCODES,
    "date_of_birth": BIRTH_DATES,
    "address": ADDRESSES,
}


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_is_found_whole_in_every_place(kind: str) -> None:
    missed = []
    for written, around in product(FORMS[kind].split(" "), AROUND[kind].split("|")):
        words = written.replace("·", " ")
        text = around.format(words)
        start = text.index(words)
        found = [
            each
            for each in find_personal_details(text, shipped_names())
            if each.kind == kind and each.start <= start and each.end >= start + len(words)
        ]
        if not found:
            missed.append(text)
    assert missed == []


def test_a_prefix_that_is_never_given_out_is_no_ni_number() -> None:
    for number in ("QQ123456C", "BG123456A", "ZZ123456D", "DA123456A", "AO123456B"):
        assert find_personal_details(number, shipped_names()) == []
