"""The stage can stand on a page more than once."""

from tests.browser.conftest import OpenPage

SECOND = """async () => {
  const from = (path) => import(`/static/js/${path}.js`);
  const { createStage } = await from("stage/index");
  const { explore } = await from("screens/explore/index");
  const { wordsIn } = await from("language/letters");
  const { followProblem } = await from("server/trace");
  const { openMoment } = await from("state/moment");
  const { joined } = await from("state/slices");
  const { createStore } = await from("state/store");

  const boot = JSON.parse(document.getElementById("boot").textContent);
  const { language, words } = boot;
  const slices = {
    environment: { dark: false, still: true, contrast: false, printing: false, embedded: false },
    shell: { screen: "explore", language, words, t: wordsIn(words, "lecture"), toast: null, unanswered: null,
             dismissed: [] },
    explore: explore.initial(boot),
  };
  const store = joined(createStore(slices, requestAnimationFrame), Object.keys(slices));
  const place = document.createElement("div");
  place.className = "stage";
  place.id = "second";
  Object.assign(place.style, { position: "fixed", inset: "0 0 0 auto", width: "700px", background: "white" });
  document.body.append(place);
  const stage = createStage(place, store, boot);
  store.subscribe((page, before) => {
    stage.draw(page);
    stage.follow(page, before);
  });
  followProblem(store);
  const { problem } = store.get();
  openMoment(store, { problem: { ...problem, x: [[7, 7]] }, at: 4 });
}"""

SUM = "(place) => document.querySelector(`${place} svg.figure [data-address='z.1.0']`).textContent"
NUMBER = "(place) => document.querySelector(`${place} svg.figure [data-address='x.0']`)?.textContent"


def test_a_second_stage_shows_a_moment_of_its_own(open_page: OpenPage) -> None:
    page = open_page("/#at=0")
    first = page.evaluate(NUMBER, "#stage")
    page.evaluate(SECOND)
    page.wait_for_function(f"(place) => ({NUMBER})(place) === '7'", arg="#second")
    assert page.evaluate(NUMBER, "#stage") == first != "7"
    assert page.evaluate(SUM, "#second") != "–", "four steps of this one are told"
    assert page.evaluate(SUM, "#stage") == "–"
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids)), "an id means one thing on the page"
