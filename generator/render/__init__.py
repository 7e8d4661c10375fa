"""What follows from the notes -> the pages of a site.

`urls` says what lies where, `views` hold what each page says, `pages` lists them
all, `html` and `template` turn them into bytes, `site` is the whole.
"""

from __future__ import annotations

from generator.render.material import Material
from generator.render.site import plan_site
from generator.render.template import as_templates, render_page
from generator.render.template_check import check_templates
from generator.render.urls import Urls, assign_urls, relative

__all__ = [
    "Material",
    "Urls",
    "as_templates",
    "assign_urls",
    "check_templates",
    "plan_site",
    "relative",
    "render_page",
]
