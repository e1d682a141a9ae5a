"""A chat model's opinion of a saved run, repeated, with its disagreement. Needs an endpoint."""

import argparse
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from tqdm import tqdm

from evals import saved
from evals.dataset import BadDataset, sampled
from evals.judge import ChatJudge, Judged, Verdict, agreement, judged
from evals.setup import library_of


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run_name", metavar="RUN", help="a run by name or file, or `last`")
    parser.add_argument("--base-url", default=os.environ.get("JUDGE_BASE_URL", ""))
    parser.add_argument("--model", default=os.environ.get("JUDGE_MODEL", ""))
    parser.add_argument(
        "--key", default=os.environ.get("JUDGE_API_KEY", ""), help="or $JUDGE_API_KEY"
    )
    parser.add_argument(
        "--repeat", type=int, default=3, metavar="N", help="opinions of each answer"
    )
    parser.add_argument("--sample", type=int, default=100, metavar="N")
    parser.add_argument("--workers", type=int, default=4, metavar="N")


def run(chosen: argparse.Namespace) -> int:
    if not chosen.base_url or not chosen.model:
        raise BadDataset(
            "name an endpoint: --base-url http://…/v1 --model NAME (or JUDGE_BASE_URL)"
        )
    found = saved.load(chosen.run_name)
    kept = {row.id for row in sampled([r.row for r in found.scored], chosen.sample)}
    results = [result for result in found.scored if result.row.id in kept]
    judge, library = ChatJudge.at(chosen.base_url, chosen.model, chosen.key), library_of()
    with ThreadPoolExecutor(chosen.workers) as pool:
        opinions = pool.map(lambda r: judged(r, judge, library, chosen.repeat), results)
        everything = list(tqdm(opinions, total=len(results), desc="judging", unit="answer"))
    _print(everything)
    return 0


def _print(found: Sequence[Judged]) -> None:
    of = agreement(found)
    decided = of.rows - of.unjudged
    print(f"judged right      {of.right} of {decided}")
    print(f"without a verdict {of.unjudged} (in no figure here)")
    print(f"not of one mind   {of.disputed}")
    print(f"against the rules {of.against_rules}, kappa {of.kappa:.2f}")
    for each in found:
        row, is_right = each.result.row, each.verdict is Verdict.RIGHT
        if each.verdict is not None and is_right is not each.result.is_right:
            why = next(o.why for o in each.opinions if o.verdict is each.verdict)
            print(f"\n{row.id} {row.question}\n  judge: {each.verdict}: {why}")
            print(
                f"  rules: {'right' if each.result.is_right else 'wrong'}: {each.result.given.text}"
            )
