"""django CMS and the second factor of staff. `SITE_ID` stays unset (architecture T6)."""

CMS_CONFIRM_VERSION4 = True
CMS_PERMISSION = False
CMS_TEMPLATES = [
    ("pages/home.html", "Startpagina"),
    ("pages/standard.html", "Gewone pagina"),
    ("pages/aside.html", "Pagina met zijkolom"),
]
CMS_PLACEHOLDER_CONF = {
    "sections": {
        "name": "Blokken",
        "plugins": ["CategoriesPlugin", "PopularProductsPlugin", "SectionPlugin", "Alias"],
    },
    "content": {"name": "Inhoud", "plugins": ["TextPlugin", "Alias"]},
    "aside": {"name": "Zijkolom", "plugins": ["ContactPlugin", "TextPlugin", "Alias"]},
}
CMS_ENABLE_HELP = False  # its help menu leads to other companies' sites
CMS_LANGUAGES = {
    "default": {
        "fallbacks": ["nl"],
        "redirect_on_fallback": False,
        "public": True,
        "hide_untranslated": False,
    },
}
CMS_PAGE_CACHE = False
CMS_PLACEHOLDER_CACHE = False
CMS_TOOLBAR_ANONYMOUS_ON = False
TEXT_INLINE_EDITING = False
TEXT_CHILDREN_ENABLED = False
TEXT_AUTO_HYPHENATE = False
TEXT_ADDITIONAL_ATTRIBUTES = {"*": {"lang"}}
TEXT_EDITOR_SETTINGS = {  # nothing that the sanitiser takes out again
    "toolbar_CMS": [
        ["Undo", "Redo"],
        ["Format"],
        ["Bold", "Italic"],
        ["RemoveFormat"],
        ["Link", "Unlink"],
        ["NumberedList", "BulletedList"],
        ["Blockquote", "Table"],
    ]
}
TWO_FACTOR_WEBAUTHN_RP_NAME = "Inwonerplein"
TWO_FACTOR_PATCH_ADMIN = False
MAYKIN_2FA_ALLOW_MFA_BYPASS_BACKENDS: list[str] = []
DJANGOCMS_VERSIONING_USERNAME_FIELD = "email"
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
AXES_HTTP_RESPONSE_CODE = 429
AXES_VERBOSE = False
AXES_HANDLER = "portal.accounts.guessing.Handler"
AXES_USERNAME_CALLABLE = "portal.accounts.guessing.name_of"
AXES_CLIENT_IP_CALLABLE = "portal.accounts.guessing.address_of"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
