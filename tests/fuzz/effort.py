"""How hard to look: briefly in `make test`, at length in `make fuzz`."""

from hypothesis import HealthCheck, Phase, settings


def is_long() -> bool:
    return settings.get_current_profile_name() == "fuzz"


def effort(*, short: int, long: int, steps: tuple[int, int] = (1, 1)) -> settings:
    """So many examples, each of so many steps. What fails is made small only where there is time."""
    phases = [Phase.explicit, Phase.generate]
    return settings(
        max_examples=long if is_long() else short,
        stateful_step_count=steps[is_long()],
        phases=[*phases, Phase.shrink] if is_long() else phases,
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
