"""Declares the commands of those who give leaflets away, as a site or as files, and does nothing
else: each body is a call.
"""

from typing import Annotated

from ketacli.cli.declaring import Argument, Context, Exit, Option, command
from ketacli.cli.export_formats import ExportFormat, Sound, sound_for
from ketacli.cli.options import (
    From,
    Language,
    LargePrint,
    LeafletFormat,
    OnPaper,
    Plain,
    Region,
    Width,
    leaflet_format,
    paper_for,
)
from ketacli.cli.options import topics as topic_names
from ketacli.publishing.kinds import PRINTED, Kind
from ketacli.publishing.snippets import Web


@command
def publish(
    ctx: Context,
    folder: Annotated[
        str, Argument(metavar="DIR", help="The site: a new folder, or one published before.")
    ],
    *,
    format_: Annotated[
        list[Kind] | None,
        Option("--format", "-f", help="What to have of each topic; once for each. Else all."),
    ] = None,
    address: Annotated[
        str,
        Option(metavar="URL", help="Where the site will be, as https://leaflets.clinic.example."),
    ] = "",
    paper: OnPaper = None,
    jobs: Annotated[
        int | None, Option(min=1, max=256, metavar="N", help="Processes. Else one for each core.")
    ] = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """Write a site of all topics, for a web server or a USB stick."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.publish import Wanted, publish

    kinds = tuple(format_ or Kind)
    wishes = Wishes(library=library, region=region, plain=plain or ctx.obj)
    wishes = wishes._replace(paper=paper_for(paper, printed=not PRINTED.isdisjoint(kinds)))
    publish(wishes, Wanted(folder, kinds, address, jobs or 0))


@command
def serve(
    folder: Annotated[str, Argument(metavar="DIR", help="A site that was published.")],
    *,
    port: Annotated[
        int | None,
        Option(min=0, max=65535, metavar="N", help="Else 8000, or a free one. 0 is a free one."),
    ] = None,
    snippet: Annotated[
        Web | None, Option(help="Print the configuration of a real server instead.")
    ] = None,
    plain: Plain = False,  # noqa: ARG001 - every command takes it; this one is linear always
) -> None:
    """Show a published site on this machine, for a look."""
    from ketacli.cli.serve import print_snippet, serve

    if snippet:
        print_snippet(snippet, folder)
    else:
        serve(folder, port)


@command
def export(
    ctx: Context,
    topics: Annotated[
        list[str] | None, Argument(autocompletion=topic_names, help="Which topics.")
    ] = None,
    *,
    output: Annotated[
        str, Option("--output", "-o", metavar="DIR", help="The folder for the files.")
    ],
    all_: Annotated[bool, Option("--all", help="Every topic that is shown.")] = False,
    format_: Annotated[
        ExportFormat, Option("--format", "-f", help="What to write each topic as.")
    ] = ExportFormat.PLAIN,
    sound: Annotated[Sound | None, Option(help="With --format audio. Else ogg.")] = None,
    replace: Annotated[
        bool, Option("--replace", help="Write over files that no export wrote, too.")
    ] = False,
    literal: Annotated[bool, Option("--literal", help="Leave out pictures in words.")] = False,
    sources: Annotated[bool, Option(help="Say where each sentence comes from.")] = True,
    acknowledge: Annotated[
        str, Option(metavar="CODE", help="The code of the disclaimer that you have shown.")
    ] = "",
    language: Language = "",
    large_print: LargePrint = False,
    paper: OnPaper = None,
    width: Width = None,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """Write leaflets as files, once you have said yes to the disclaimer."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.export import Wanted, export

    linear, (shown, _) = plain or ctx.obj, leaflet_format(LeafletFormat(format_.value))
    wishes = Wishes(language, library, region, shown, "", width or 0, linear, large_print)
    wishes = wishes._replace(paper=paper_for(paper, printed=format_ is ExportFormat.PDF))
    recorded = sound_for(sound, format_)
    wanted = Wanted(tuple(topics or ()), all_, output, format_, recorded, literal, sources)
    raise Exit(export(wishes, wanted._replace(code=acknowledge, replace=replace)))
