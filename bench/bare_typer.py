"""The command line that ketacli is compared with: three commands with one string option each, as
Typer makes them when it is asked for nothing else.
"""

import typer

app = typer.Typer()


@app.command()
def one(name: str = "") -> None:
    """Print a name."""
    print(name)


@app.command()
def two(name: str = "") -> None:
    """Print a name."""
    print(name)


@app.command()
def three(name: str = "") -> None:
    """Print a name."""
    print(name)
