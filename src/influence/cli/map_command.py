"""`influence map [ACCOUNT]`: one self-contained page, or a folder of linked ones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from influence.cli.options import Settings, question
from influence.cli.output import document, envelope, plain
from influence.cli.outputs import Outputs
from influence.cli.phrases import said
from influence.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from influence.maps.sheet import Map
    from influence.network import Network


@question("map")
@click.argument("account", required=False)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("map.html"),
    show_default=True,
    metavar="FILE",
    help="Where to write the page.",
)
@click.option("--deal", help="The deal whose answers the page shows.")
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the network of accounts and a page for every account, linked.",
)
@click.option("--overwrite", is_flag=True, help="Replace a file that influence did not write.")
@click.option("--share", is_flag=True, help="Readable by others (0644 instead of 0600).")  # fmt: skip
def command(
    settings: Settings,
    account: str | None,
    output: Path,
    deal: str | None,
    site: Path | None,
    *,
    overwrite: bool,
    share: bool,
) -> None:
    """Draw ACCOUNT, or the network of accounts, as one page that opens from disk, offline.

    Example: influence map Oakhall -o oakhall.html
    """
    if site is not None and (account or deal):
        raise UsageError("--site draws every account", hint="leave ACCOUNT and --deal out")
    from influence.workspace import now

    with settings.opened() as store:
        register = Outputs(store, now(), "map")
        net = _network(settings, store)
        pages = _site(net, site, settings.lang) if site else _single(net, account, deal, output, settings.lang)
        written = [(page, page.save(path, overwrite=overwrite, share=share, register=register)) for path, page in pages]
        drawn = [page for page, _ in written]
        answer = _told([path for _, path in written], drawn)
    asked = {"account": account, "deal": deal, "output": str(output), "site": None if site is None else str(site)}
    warnings = list(dict.fromkeys(text for page in drawn for text in page.view.warnings))
    told = envelope(settings, "map", answer, digest=net.digest, parameters=asked, warnings=warnings)
    if settings.format == "table":
        for file in answer["files"]:
            click.echo(plain(said(f"open {file} in a browser", settings.lang)))
    document(settings, told, "none" if settings.format == "table" else "files")


def _network(settings: Settings, store: Any) -> Network:
    from influence.workspace import network_of

    return network_of(store, as_of=settings.date, assume=settings.assumed, tag=settings.load)


def _single(net: Network, account: str | None, deal: str | None, output: Path, lang: str) -> Iterator[tuple[Path, Map]]:
    from influence import maps

    yield output, maps.map(net, account, deal, lang)


def _site(net: Network, folder: Path, lang: str) -> Iterator[tuple[Path, Map]]:
    from influence.maps.sheet import Map
    from influence.maps.site import views

    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, view in views(net, lang=lang):
        yield folder / name, Map(view)


def _told(files: list[Path], pages: list[Map]) -> dict[str, Any]:
    totals = pages[0].view.total
    return {
        "files": [str(file) for file in files],
        "bytes": sum(file.stat().st_size for file in files),
        "people": totals["people"],
        "ties": totals["ties"],
        "shown": pages[0].shown,
    }
