"""The product's command line: `fugong` and `python -m fugong`."""

from fugong.site.command_line import main

if __name__ == "__main__":
    main()

__all__ = ["main"]
