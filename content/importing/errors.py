"""Why a file cannot be imported, with what to do about it."""

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError


class CodeImportError(DomainError):
    """The file is no plain text of a code."""


class EmptyFileError(CodeImportError):
    def __init__(self) -> None:
        super().__init__(_("The file is empty. Choose a file with the text of a code."))


class FileTooLargeError(CodeImportError):
    def __init__(self) -> None:
        super().__init__(
            _("The file is larger than 20 MB. A code of ethics takes far less: check that this is the right file.")
        )


class NotTextError(CodeImportError):
    """`message` says what the file is and how to get text out of it."""


class UnknownEncodingError(CodeImportError):
    def __init__(self) -> None:
        super().__init__(
            _("The encoding of the file could not be recognised. Save it as plain text in UTF-8 and try again.")
        )


class NoClausesError(CodeImportError):
    def __init__(self) -> None:
        super().__init__(
            _("The file holds no clauses: no sentence that could be a provision of a code was found in it.")
        )
