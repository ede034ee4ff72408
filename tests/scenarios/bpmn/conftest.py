"""Failed looks of a scenario show what was seen."""

import pytest

pytest.register_assert_rewrite("tests.scenarios.bpmn.play")
