"""Declares the commands of those who give leaflets away, as a site or as files, and does nothing
else: each body is a call.
"""

from typing import Annotated

from ketacli.cli.declaring import Argument, Context, Option, command
from ketacli.cli.options import From, OnPaper, Plain, Region
from ketacli.publishing.kinds import Kind
from ketacli.render.pdf_paper import Paper


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
        str, Option(metavar="URL", help="Where the site will be, as https://clinic.example/info.")
    ] = "",
    paper: OnPaper = Paper.A4,
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

    wishes = Wishes(library=library, region=region, plain=plain or ctx.obj, paper=paper)
    publish(wishes, Wanted(folder, tuple(format_ or Kind), address, jobs or 0))


@command
def serve(
    ctx: Context,
    folder: Annotated[str, Argument(metavar="DIR", help="A site that was published.")],
    *,
    plain: Plain = False,
) -> None:
    """Show a published site on this machine, for a look."""
    from ketacli.cli.serve import serve

    serve(folder, linear=plain or ctx.obj)


@command
def export(
    ctx: Context,
    folder: Annotated[str, Argument(metavar="DIR", help="Where the files go.")],
    *,
    all_: Annotated[bool, Option("--all", help="Every topic in every language.")] = False,
    library: From = "",
    region: Region = "",
    plain: Plain = False,
) -> None:
    """Write leaflets as files."""
    from ketacli.cli.desk import Wishes
    from ketacli.cli.export import export

    wishes = Wishes(library=library, region=region, plain=plain or ctx.obj)
    export(wishes, folder, everything=all_)
