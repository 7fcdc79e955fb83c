"""What the public of the benchmarks writes, and what it is answered: enough for a real index of texts."""

HOURS = (1, 1, 1, 1, 1, 2, 5, 12, 20, 26, 28, 26, 24, 22, 22, 24, 26, 30, 34, 36, 34, 26, 14, 5)
"""How much is written in each hour of the day, relative to the others."""
OPENINGS = (
    "Bonjour, ",
    "Bonsoir, ",
    "Bonjour à toute l’équipe. ",
    "S’il vous plaît, ",
    "Hello, ",
    "Je vous écris pour la troisième fois : ",
    "",
    "Mes salutations. ",
)
BODIES = (
    "je n’arrive plus à me connecter à l’application depuis la mise à jour, elle se ferme toute seule.",
    "mon forfait a été débité deux fois ce matin et le service client ne décroche pas.",
    "à quelle heure ouvre l’agence d’Akwa le samedi ? Je dois retirer une carte SIM.",
    "la livraison prévue mardi n’est toujours pas arrivée à Bonabéri, personne ne me rappelle.",
    "merci pour l’accueil à l’agence de Yaoundé, la conseillère a été très patiente avec ma mère.",
    "le réseau est très lent à Bafoussam depuis trois jours, impossible d’envoyer un fichier.",
    "est-ce que le crédit immobilier est ouvert aux Camerounais de la diaspora ?",
    "votre publicité est affichée partout mais la promotion n’existe pas en magasin.",
    "j’aimerais proposer un partenariat pour le festival de Limbé au mois de décembre.",
    "pouvez-vous me confirmer le numéro officiel ? On m’a appelé pour me demander mon code secret.",
    "the app asks for a code that never comes, I have tried on two phones.",
    "how do I close my account and get the balance back to my bank?",
    "la facture du mois d’octobre ne correspond pas à ma consommation, je demande une vérification.",
    "vous recrutez des commerciaux à Dakar ? Où envoyer mon dossier de candidature ?",
    "le distributeur de billets de la place de l’Indépendance est en panne depuis dimanche.",
    "je voudrais savoir si le match de samedi sera retransmis et où acheter les billets.",
    "produit reçu cassé, l’emballage était ouvert, je veux un remboursement rapidement.",
    "très beau visuel, on reconnaît bien la ville, bravo à la personne qui l’a dessiné.",
    "mon colis est marqué livré alors que je n’ai rien reçu, le livreur ne répond plus.",
    "le lien de paiement affiche une erreur de sécurité, est-ce normal ?",
    "je suis cliente depuis dix ans et c’est la première fois qu’on me parle aussi mal.",
    "quel est le prix de l’abonnement familial avec quatre lignes ?",
    "il manque une bouteille dans chaque casier livré au dépôt de Deïdo cette semaine.",
    "la page des résultats du concours ne s’ouvre pas, pouvez-vous publier la liste ici ?",
)
REPLIES = (
    "merci de nous avoir écrit. Pouvez-vous nous donner votre numéro de dossier en message privé ?",
    "nous avons transmis votre demande au service technique, qui revient vers vous aujourd’hui.",
    "l’agence est ouverte de 8 h à 17 h du lundi au vendredi, et de 9 h à 13 h le samedi.",
    "votre remboursement a été lancé ce matin, il apparaîtra sous trois jours ouvrés.",
    "merci beaucoup, nous transmettons vos félicitations à l’équipe de l’agence.",
    "une mise à jour corrige cette panne : pouvez-vous l’installer puis nous dire si tout va bien ?",
    "nous ne demandons jamais votre code secret. Ne le donnez à personne, et signalez-nous ce numéro.",
    "les candidatures se déposent sur notre site, à la page des recrutements, avant la fin du mois.",
)
# fmt: off
PLACES = (
    "Akwa", "Bonanjo", "Bonabéri", "Deïdo", "Bépanda", "Logpom", "Makepe", "Ndokoti", "Bastos",
    "Mvog-Ada", "Nlongkak", "Biyem-Assi", "Bafoussam", "Garoua", "Maroua", "Ngaoundéré", "Bertoua",
    "Ebolowa", "Kribi", "Limbé", "Buéa", "Bamenda", "Kumba", "Dschang", "Foumban", "Nkongsamba",
    "Édéa", "Mbalmayo", "Sangmélima", "Mbouda", "Bafang", "Loum", "Mokolo", "Kousséri", "Yagoua",
    "Guider", "Meiganga", "Batouri", "Yokadouma", "Abong-Mbang", "Obala", "Bafia", "Monatélé",
    "Eséka", "Ambam", "Campo", "Tibati", "Banyo", "Tignère", "Poli", "Rey-Bouba", "Mora", "Kaélé",
    "Figuil", "Pitoa", "Wum", "Nkambé", "Mamfé", "Mundemba", "Tiko",
)
# fmt: on
"""From the one most written of to the one that hardly anybody writes of."""
