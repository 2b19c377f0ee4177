from ketacli.publishing.kinds import INDEX, Kind


def test_every_kind_has_a_file_of_its_own_that_is_not_the_door() -> None:
    files = [kind.file for kind in Kind]
    assert len({*files, INDEX}) == len(Kind) + 1
