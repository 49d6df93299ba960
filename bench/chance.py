"""Simulates the table of charts/chance.py again: python -m bench.chance"""

from alongside.learning.measures.charts import chance, noise

CHARTS, SEED = 4_000, 20_140_913


def main() -> None:
    print("TABLE: dict[str, dict[int, tuple[int, ...]]] = {")
    for chart in (noise.RUN, noise.XMR, noise.PRIMED):
        print(f'    "{chart}": {{')
        for base in (0, *chance.BASES):
            print(f"        {base}: ({', '.join(map(str, _row(chart, base)))}),")
        print("    },")
    print("}")


def _row(chart: str, base: int) -> list[int]:
    """While there are no more points than make the limits, all of them do."""
    made_of_all = [n for n in chance.LENGTHS if n <= base or not base]
    longer = [n for n in chance.LENGTHS if n not in made_of_all]
    return _shares(chart, made_of_all, None) + _shares(chart, longer, base)


def _shares(chart: str, lengths: list[int], base: int | None) -> list[int]:
    if not lengths:
        return []
    found = noise.share_marked(chart, lengths, base, charts=CHARTS, seed=SEED)
    return [round(1000 * share) for share in found]


if __name__ == "__main__":
    main()
