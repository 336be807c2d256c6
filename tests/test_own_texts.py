"""A visitor's own two texts, from bringing them to opening the saved file: in a real browser."""

import json
from pathlib import Path

import pytest
from made_files import docx_file, lines, pdf_file
from visiting import Visit

from analysis.report import build_report
from analysis.saving import open_saved

pytestmark = pytest.mark.browser

SPEECHES = (
    "The harbour belongs to the town. Maria Lindqvist said: “We will not sell it to anybody.”\n\n"
    "Lindqvist has kept her word. The port authority wanted to sell. Jonas Weber called it a "
    "bargain, and Weber was wrong. The harbour feeds us.",
    "The harbour costs too much. Jonas Weber has said so for years. Maria Lindqvist never "
    "answered him. The port authority lost money every year, and nobody paid for it but us.\n\n"
    "Weber wants to sell. Mrs Lindqvist wants to wait. We cannot wait.",
)


def press(page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def compare(opened: Visit) -> None:
    press(opened.page, "Compare")
    opened.settle()


def bring(opened: Visit, a, b) -> None:
    """Take two texts in, each pasted (a string) or uploaded (a path)."""
    press(opened.page, "Change texts")
    opened.settle()
    for number, text in enumerate((a, b)):
        if isinstance(text, Path):
            opened.upload(
                opened.page.locator('.st-key-texts_form input[type="file"]').nth(number), text
            )
        else:
            opened.page.get_by_role("textbox", name="Paste a text").nth(number).fill(text)
    compare(opened)


def go_to(opened: Visit, view: str, task: str) -> None:
    opened.page.get_by_role("radio", name=view, exact=True).click()
    opened.settle()
    opened.page.get_by_role("radio", name=task, exact=True).click()
    opened.settle()


def save(opened: Visit) -> Path:
    button = opened.page.get_by_role("button", name="Save comparison", exact=True)
    if not button.is_visible():  # the panel may be open from before
        press(opened.page, "Save or open")
        opened.settle()
    with opened.page.expect_download() as download:
        button.click()
    opened.page.keyboard.press("Escape")
    opened.settle()
    return Path(download.value.path())


def identity(opened: Visit) -> list[str]:
    """What the overview says of both texts."""
    return opened.page.locator(".idn").all_inner_texts()


def test_two_pasted_speeches_are_corrected_saved_and_opened_again(visit, tmp_path):
    """A section, a speaker and two actors corrected; after a reload the saved file brings all back."""
    opened = visit()
    opened.page.on("dialog", lambda dialog: dialog.accept())
    bring(opened, *SPEECHES)
    assert "Text A" in opened.text(".leg")

    go_to(opened, "Texts", "Correct")
    opened.page.locator(".correct .sn", has_text="Lindqvist has kept her word.").click()
    opened.settle()
    opened.page.get_by_role("textbox", name="Name of a section that begins here").fill("Her word")
    opened.page.keyboard.press("Tab")
    opened.settle()
    press(opened.page, "Begin a section here")
    opened.settle()
    assert opened.page.locator(".correct h3").all_inner_texts() == ["Her word\n§1"]

    opened.page.locator(".correct .qu").first.click()
    opened.settle()
    opened.page.get_by_role("textbox", name="Speaker").fill("The mayor")
    press(opened.page, "Set the speaker")
    opened.settle()
    assert "said by The mayor" in opened.text(".st-key-corrections")

    go_to(opened, "Actors", "Edit the list")
    opened.page.get_by_role("tab", name="Merge").click()
    opened.settle()
    chooser = opened.page.get_by_role("combobox", name="These are one actor")
    for name in ("Jonas Weber", "Maria Lindqvist"):
        chooser.press_sequentially(name, delay=15)
        opened.page.get_by_role("option", name=name).wait_for()
        opened.page.keyboard.press("Enter")
        # Chosen when it stands in the field; the list of options is drawn anew meanwhile.
        opened.page.locator('[data-testid="stMultiSelect"] button', has_text=name).or_(
            opened.page.locator('[data-testid="stMultiSelect"] span', has_text=name)
        ).first.wait_for()
        opened.settle()
    opened.page.keyboard.press("Escape")
    press(opened.page, "Merge")
    opened.settle()
    assert opened.page.get_by_role("button", name="Undo last change").is_visible()
    opened.page.get_by_role("radio", name="Overview", exact=True).click()
    opened.settle()
    before = identity(opened)
    saved = save(opened)
    kept = tmp_path / "mine.parallax.json"
    kept.write_bytes(saved.read_bytes())

    opened.page.reload()
    opened.page.wait_for_selector(".ev .it")
    opened.settle()
    assert identity(opened) != before

    press(opened.page, "Save or open")
    opened.upload(opened.page.locator('.st-key-keep_form input[type="file"]'), kept)
    assert identity(opened) == before
    again = save(opened)
    assert again.read_bytes() == kept.read_bytes()

    request = open_saved(kept.read_bytes(), kept.name)
    assert [one.action for one in request.a.corrections] == ["split section", "name speaker"]
    report = build_report(request)
    assert report.documents["main_speaker"].tolist()[0] == "The mayor"
    assert len(report.mentions.query("actor == 'Jonas Weber'")) == 8


def test_a_word_document_is_compared_with_a_pdf(visit, tmp_path):
    """Two files of two formats; headings of the one are sections."""
    word, pdf = tmp_path / "speech.docx", tmp_path / "answer.pdf"
    word.write_bytes(
        docx_file(
            ("Title", "The harbour"),
            ("Normal", "The harbour belongs to the town, and the town knows it."),
            ("Heading 1", "The price"),
            ("Normal", "Nobody has named a price. Nobody will."),
        )
    )
    pdf.write_bytes(
        pdf_file(lines("The harbour costs too much.", "Nobody has paid for it but us."))
    )
    opened = visit("?view=Texts")
    bring(opened, word, pdf)
    assert "speech" in opened.text(".leg")
    assert "answer" in opened.text(".leg")
    word_text, pdf_text = opened.page.locator(".px-scroll").all_inner_texts()
    assert "The price" in word_text
    assert "Nobody has paid for it" in pdf_text


def test_words_are_selected_with_the_mouse_and_with_the_keyboard(visit):
    """A drag over some words, or the arrow keys and Enter, say what is to be corrected."""
    opened = visit("?view=Texts&task=Correct")
    box = opened.page.locator(".correct .sn").first.bounding_box()
    opened.page.mouse.move(box["x"] + 4, box["y"] + 12)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + 250, box["y"] + 12, steps=6)
    opened.page.mouse.up()
    opened.settle()
    chosen = opened.text(".st-key-corrections .sub")
    assert 2 < len(chosen.split()) < 15
    opened.page.locator(".correct [data-at][tabindex='0']").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "Enter"):
        opened.page.keyboard.press(key)
    opened.settle()
    assert opened.text(".st-key-corrections .sub") != chosen


def test_a_saved_file_that_was_altered_is_refused_and_nothing_changes(visit, tmp_path):
    """The sentence says what to do, and the comparison stays."""
    opened = visit()
    saved = json.loads(save(opened).read_bytes())
    saved["comparison"]["a"]["name"] = "Forged"
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(saved), encoding="utf-8")
    press(opened.page, "Save or open")
    opened.page.locator('.st-key-keep_form input[type="file"]').set_input_files(str(bad))
    opened.page.wait_for_selector('[data-testid="stAlert"]')
    assert "was altered or damaged" in opened.text('[data-testid="stAlert"]')
    assert "Arnow 2024" in opened.text(".leg")
