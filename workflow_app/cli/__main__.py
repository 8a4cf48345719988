"""``python -m workflow_app.cli``: the same command without the installed script."""

from workflow_app.cli import main

main()
