"""How a document number is written (GB/T 9704-2012 §7.2.5): organ, year in 〔〕, serial without zeros."""


def written(series: str, year: int, number: int) -> str:
    """Write the number as it stands on the document, e.g. 桐经贸复〔2020〕1号."""
    return f"{series}〔{year}〕{number}号"
