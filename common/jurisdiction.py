"""What depends on the country an installation stands in: a pack says it, no feature ever asks for the country."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Jurisdiction:
    """The facts of one jurisdiction. Each organisation's counsel confirms them; they claim no legal force.

    `languages` are the interface languages switched on, the default first; `more_languages` may be switched on by
    the installation. `authoritative` is the language of codes, statements and forms. `time_zone` is an IANA name.
    """

    key: str
    languages: tuple[str, ...]
    more_languages: tuple[str, ...]
    authoritative: str
    time_zone: str

    def switched_on(self, wanted: list[str]) -> tuple[str, ...]:
        """Return the languages of an installation: the pack's own, or those wanted, as far as the pack knows them.

        Raises ValueError for a language that the pack does not offer.
        """
        known = (*self.languages, *self.more_languages)
        if unknown := [language for language in wanted if language not in known]:
            raise ValueError(f"jurisdiction {self.key} does not offer: {', '.join(unknown)}")
        return tuple(wanted) or self.languages
