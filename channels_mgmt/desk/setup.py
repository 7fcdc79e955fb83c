"""The guided path from “we have a new client” to “ready to work”: what is done, what is missing, why it
matters, what comes next. Nothing of it is stored but what a manager decided to do without.
"""

from dataclasses import dataclass
from datetime import datetime

from channels_mgmt.brands.choices import SetupStep
from channels_mgmt.brands.models import Brand
from channels_mgmt.desk.setup_state import done_of, with_details
from channels_mgmt.desk.setup_steps import STEPS, Step
from channels_mgmt.team.rota.cover import NOBODY, is_enough
from channels_mgmt.team.services.cover import cover_of_brand

ON_THE_PATH = "cmhub_setup"
"""The cookie by which the pages of a brand lead back to its path, as long as somebody walks it."""


@dataclass
class Path:
    """The seven steps of a brand."""

    steps: list[Step]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_ready(self) -> bool:
        return self.done == len(self.steps)

    @property
    def next(self) -> Step | None:
        """The first step that is not done and waits for nobody else; else the first that waits."""
        left = [step for step in self.steps if not step.is_done]
        return next((step for step in left if not step.waits), left[0] if left else None)

    @property
    def has_strategy(self) -> bool:
        return next(step.is_done for step in self.steps if step.key == SetupStep.STRATEGY)


def path_of(brand: Brand, at: datetime) -> Path:
    """Read in one statement, and where somebody is on call in each week to come, the cover with its nine."""
    held = with_details(Brand.objects.filter(pk=brand.pk).select_related("company"), at).get()
    done = done_of(held)
    decisions = {said["step"]: said for said in held.decisions}  # type: ignore[attr-defined]
    if done[SetupStep.COVER] and SetupStep.COVER not in decisions:
        cover = cover_of_brand(brand.pk, at).cover
        done[SetupStep.COVER] = is_enough(cover)
        held.nobody_hours = round(cover.hours(NOBODY))  # type: ignore[attr-defined]
    steps = [STEPS[key](held, done[key]) for key in SetupStep]
    for step in steps:
        step.decision = decisions.get(step.key)
        if step.is_done and not step.decision:
            step.missing = []
    return Path(steps)
