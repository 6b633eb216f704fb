"""How Django's forms look here: `{{ form }}` gives the parts of the design system."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders whole forms with our field template, widgets with Django's own."""

    form_template_name = "forms/form.html"
