"""What people call the columns of their lists, in English, French, Spanish, Portuguese, Italian, German and
Haitian Creole. Folded words; the first target of a phrase that two could claim is the likelier."""

from __future__ import annotations

from functools import cache

_PHRASES = {
    "key": (
        "id; identifier; identifiant; identificador; identificativo; kennung; idantifyan; uid; uuid; ref; "
        "reference; referencia; referenz; code; codigo; no; nr; num; numero; record id"
    ),
    "name": (
        "name; nom; nombre; nome; non; title; titre; titulo; titolo; organisation; organization; "
        "organizacion; organizacao; organizzazione; oganizasyon; group; groupe; grupo; gruppo; gruppe; "
        "gwoup; group name; nom du groupe; collective; collectif; colectivo; coletivo; initiative; "
        "iniciativa; iniziativa; association; asociacion; associacao; associazione; verein; asosyasyon; "
        "cooperative; cooperativa; kooperativ; denomination; raison sociale; razon social; razao social; "
        "denominazione; structure; entidad; entidade; project; projet; proyecto; projeto; progetto; "
        "projekt; business name; trading name; name der initiative; entreprise; empresa; impresa; "
        "betrieb; kooperative; genossenschaft; gwoupman; comite"
    ),
    "alias": (
        "alias; other name; other names; autre nom; otro nombre; outro nome; acronym; acronyme; sigle; "
        "sigla; siglas; nickname; short name; nom court; nome fantasia; kurzname; also known as; aka"
    ),
    "description": (
        "description; descripcion; descricao; descrizione; beschreibung; deskripsyon; about; "
        "presentation; presentacion; apresentacao; summary; resume; resumen; resumo; mission; mision; "
        "missao; objet; objetivo; what we do; que hacemos"
    ),
    "kind": "kind; kind of group; group kind",
    "street": (
        "address; adresse; direccion; endereco; indirizzo; anschrift; adres; street; street address; rue; "
        "calle; rua; via; strasse; address line 1; address1; full address; adresse complete; domicilio; "
        "logradouro; location address; voie"
    ),
    "locality": (
        "town; city; village; locality; ville; commune; localite; municipalite; ciudad; pueblo; "
        "localidad; municipio; cidade; citta; comune; localita; stadt; ort; gemeinde; vil; komin; "
        "municipality; place; lieu; lugar; luogo; suburb; barrio; bairro; quartier; standort; wohnort"
    ),
    "region": (
        "region; state; province; county; departement; department; departamento; estado; provincia; uf; "
        "bundesland; kanton; canton; depatman; prefecture; comunidad autonoma; regione; district"
    ),
    "postcode": (
        "postcode; postal code; zip; zip code; zipcode; code postal; cp; codigo postal; cep; cap; plz; "
        "postleitzahl; kod postal"
    ),
    "country": "country; pays; pais; paese; land; peyi; country id; country code; code pays; nation; staat",
    "place_name": "venue; place name; nom du lieu; nombre del lugar; building",
    "latitude": (
        "latitude; lat; latitud; latitudine; breite; breitengrad; y; coord y; geo lat; gps lat; geometry "
        "latitude"
    ),
    "longitude": (
        "longitude; lon; lng; long; longitud; longitudine; laenge; langengrad; x; coord x; geo lon; geo "
        "lng; gps lon; gps long; geometry longitude"
    ),
    "coordinates": (
        "coordinates; coordonnees gps; coordenadas; coordinate; koordinaten; gps; lat lon; lat lng; lat "
        "long; latlng; geo; geolocation; geopoint; location"
    ),
    "area": (
        "area served; service area; area of service; zone d intervention; territoire; zona de accion; "
        "area de atuacao; ambito; territory; wirkungskreis; einzugsgebiet; zon"
    ),
    "website": (
        "website; web; site; site web; site internet; url; homepage; sitio web; pagina web; web page; "
        "webseite; sito; sito web; sit; internet; link; lien; enlace; www"
    ),
    "phone": (
        "phone; telephone; tel; telephone number; phone number; telefono; telefone; telefon; mobile; "
        "movil; celular; cell; portable; gsm; handy; cellulare; whatsapp; nimewo telefon; contact number; "
        "fixe; fax"
    ),
    "email": (
        "email; e mail; mail; courriel; correo; correo electronico; email address; e mail address; "
        "adresse mail; adresse electronique; adresse e mail; imel; adres imel; posta elettronica; contact "
        "email"
    ),
    "person": (
        "contact; contact person; contact name; personne de contact; responsable; referent; referente; "
        "persona de contacto; contacto; contato; responsavel; pessoa de contato; ansprechpartner; "
        "ansprechpartnerin; kontakt; kontaktperson; responsabile; contatto; moun pou kontakte; responsab; "
        "coordinator; coordinatrice; coordinateur; coordinador; coordinadora; president; presidente; "
        "presidenta; steward; facilitator; first name; last name; prenom; apellido; apellidos; sobrenome; "
        "vorname; nachname; surname"
    ),
    "contact": (
        "notes; note; notas; remarques; observations; observaciones; comments; commentaires; observacoes; "
        "bemerkungen; anmerkungen; osservazioni; internal notes; notes internes; nota; remak"
    ),
    "social": "social media; social network; reseaux sociaux; redes sociales; redes sociais; social",
    "social:facebook": "facebook; fb; page facebook; facebook page",
    "social:twitter": "twitter; x twitter",
    "social:instagram": "instagram; insta; ig",
    "social:mastodon": "mastodon",
    "social:linkedin": "linkedin",
    "social:youtube": "youtube",
    "show:email": (
        "email public; is mail public; is email public; publish email; show email; mail public; email "
        "publique; publier email; correo publico"
    ),
    "show:phone": (
        "phone public; is phone public; publish phone; show phone; telephone public; telefono publico"
    ),
    "terms": (
        "type; category; categories; categorie; categoria; categorias; kategorie; kategori; activity; "
        "activities; activite; activites; actividad; actividades; atividade; atividades; attivita; "
        "aktivite; sector; secteur; setor; settore; sektor; branche; rubro; field; domaine; thematique; "
        "theme; tema; type of group; type d activite; type of organisation; organisation type; tipo; typ; "
        "what kind; legal form; forme juridique; statut; forma juridica; structure type"
    ),
    "primary": (
        "primary activity; main activity; activite principale; actividad principal; atividade principal; "
        "primary category; main category"
    ),
    "tags": "tags; keywords; mots cles; palabras clave; palavras chave; schlagworte; etiquettes; etiquetas",
    "size:members": (
        "members; number of members; membres; nombre de membres; socios; socias; miembros; membros; "
        "associados; soci; mitglieder; manm; kantite manm; adherents; nb membres; cooperados"
    ),
    "size:workers": (
        "workers; employees; staff; salaries; nombre de salaries; trabajadores; trabajadoras; "
        "trabalhadores; empleados; lavoratori; mitarbeitende; beschaftigte; travaye"
    ),
    "size:volunteers": "volunteers; benevoles; voluntarios; voluntarias; volontari; freiwillige; volonte",
    "size:women": "women; femmes; mujeres; mulheres; donne; frauen; fanm",
    "size:households": (
        "households; families; familles; familias; foyers; hogares; famiglie; haushalte; fanmi"
    ),
    "founded": (
        "founded; year founded; founded on; foundation; since; created; creation; date de creation; annee "
        "de creation; depuis; fondation; fundacion; fecha de fundacion; ano de fundacion; fundada; "
        "fundacao; ano de fundacao; data de fundacao; fondazione; anno di fondazione; gegrundet; "
        "grundungsjahr; start; start date; year; annee; ano; anno; jahr; incorporation date; kreye; cree; "
        "cree en; cree le; creada; creada en; criada em; constituida; dat kreyasyon; established"
    ),
    "closed": (
        "closed; closed on; date de fermeture; end date; dissolved; dissolved date; cierre; fecha de "
        "cierre; encerramento; chiusura; geschlossen; fin"
    ),
    "confirmed": (
        "confirmed; confirmed on; last confirmed; last checked; verified; verified on; last updated; "
        "updated; updated on; checked on; verifie; verifie le; date de verification; confirme; confirme "
        "le; verificado; verificado el; verificado em; confirmado; verificato; gepruft; mise a jour; "
        "derniere mise a jour; date de mise a jour; actualizado; ultima actualizacion; atualizado em; "
        "ultima atualizacao; aggiornato; aktualisiert; stand"
    ),
    "identifier:fr-siren": "siren; numero siren",
    "identifier:fr-siret": "siret; numero siret",
    "identifier:fr-rna": "rna; numero rna",
    "identifier:br-cnpj": "cnpj",
    "identifier:es-nif": "nif; cif",
    "identifier:us-ein": "ein",
    "identifier:gb-coh": "companies house number; company number",
    "identifier:gb-chc": "charity number; registered charity number",
    "identifier:registration": (
        "registration number; register number; registered number; numero d enregistrement; numero de "
        "registro; numero di registro; registernummer; matricule"
    ),
    "language": "language; langue; idioma; lingua; sprache; lang",
}
LANGUAGES = {
    "en": "en eng english anglais ingles inglese englisch angle",
    "fr": "fr fra french francais frances francese franzosisch franse",
    "es": "es spa spanish espagnol espanol castellano spagnolo spanisch panyol",
    "pt": "pt por portuguese portugais portugues portoghese portugiesisch",
    "it": "it ita italian italien italiano italienisch",
    "de": "de deu german allemand aleman tedesco deutsch",
    "ht": "ht hat kreyol creole haitian",
}


@cache
def phrases() -> dict[str, str]:
    """The target of each phrase."""
    found: dict[str, str] = {}
    for target, words in _PHRASES.items():
        for phrase in words.split("; "):
            found.setdefault(phrase, target)
    return found


@cache
def language_words() -> dict[str, str]:
    """The language code of each word that names a language at the end of a header, as in `description_fr`."""
    return {word: code for code, words in LANGUAGES.items() for word in words.split()}
