/** Given names from many places: the demo's customers are everywhere. */
export const GIVEN_NAMES: readonly string[] = words(`
  Aaliyah Adaeze Agnes Ahmed Akira Alejandro Alma Amara Amit Ana Anders Anika Antoine Anya Arjun Astrid Ayo Beatriz
  Benedikt Bilal Bruno Camille Carlos Carmen Chidi Chiara Clara Connor Cristina Daan Dalia Dario Deepa Diego Dimitri
  Dorota Eamon Ebba Elena Elif Emeka Emil Esther Fabian Farah Fatima Felix Fiona Freya Gabriel Giulia Grace Hamza Hana
  Hannah Haruto Hassan Helena Hugo Ibrahim Ida Imani Ines Isaac Ivan Jada Jakub James Javier Jin Joana Jonas Julia Kai
  Kamila Karim Katja Kenji Kofi Laila Lars Laura Leo Lena Liam Lina Lucia Luis Magnus Malik Marek Maria Marta Mateo
  Maya Mei Mia Miguel Mila Minh Mira Nadia Naoko Nia Niko Nora Oliver Omar Oskar Paula Pedro Petra Priya Quentin Rafael
  Rania Rasmus Ravi Rosa Ruth Samir Sara Selma Simon Sofia Stefan Sunita Tamara Tariq Teresa Thiago Tomas Uma Valeria
  Victor Wanjiru Wei Yara Yusuf Zainab Zoe`);

/** Family names, likewise. */
export const FAMILY_NAMES: readonly string[] = words(`
  Abara Adeyemi Aguilar Ahlberg Almeida Andersen Arslan Bakker Balogun Banerjee Barbosa Becker Bello Berg Bianchi
  Blanchard Brandt Byrne Cardoso Castillo Chaudhry Chen Conti Costa Dahl Das Demir Diallo Dubois Duarte Ekström Eriksen
  Farouk Fernandes Ferrari Fischer Fontaine Forsberg Gallagher Garcia Ghosh Girard Gomes Greco Gupta Haddad Hagen Hakimi
  Hansen Hassan Hayashi Herrera Hoffmann Holm Horvat Ibarra Inoue Iqbal Ivanova Jensen Johansson Kamau Kaplan Kapoor
  Kaya Keller Khan Kimura Klein Kowalski Kumar Lange Larsen Laurent Lindgren Lopez Machado Mancini Marin Martins Mbeki
  Mehta Meyer Mitchell Molina Moreau Mori Müller Murphy Mwangi Nakamura Navarro Ndiaye Nguyen Nowak Nunes Nyberg Obi
  Okafor Olsen Ortega Osman Park Patel Pereira Petrov Popescu Quinn Ramos Rao Reyes Ricci Rivera Rossi Ruiz Sato Schmidt
  Seidel Sharma Silva Singh Soto Suzuki Tanaka Tavares Torres Tran Vargas Vega Virtanen Vogel Wagner Walsh Wang Weber
  Wolff Yamada Yilmaz Zhang Zimmermann`);

/** First words of company names. */
export const COMPANY_NAMES: readonly string[] = words(`
  Alder Amberley Anchor Arbor Argent Ashgrove Atlas Aurora Bayside Beacon Birch Blackthorn Bluestone Bramble Brightwater
  Calder Canopy Cedar Cinder Cobalt Copperfield Coral Crescent Delta Driftwood Eastgate Ember Fairlane Falcon Fern
  Fieldstone Foxglove Garnet Glacier Granite Greenbank Harbour Hazel Heron Highland Hollow Ironwood Ivory Juniper
  Keystone Lakeshore Lantern Larkspur Linden Lumen Maple Meadow Meridian Millbrook Mistral Moorland Nimbus Northgate
  Oakridge Obsidian Opal Orchard Osprey Pebble Pinecrest Prairie Quarry Quill Redwood Ridgeway Riverbend Rowan Saffron
  Sandpiper Sequoia Silverline Skylark Slate Solstice Sparrow Spruce Stonebridge Summit Sycamore Tamarind Thistle
  Tidal Topaz Tundra Umber Vale Verdant Violet Walnut Waverly Westbrook Willow Windmill Wren Yarrow Zephyr`);

/** What a company does: the last word of its name, and the industry. */
export const INDUSTRIES: readonly { last: string; industry: string }[] = [
  { last: 'Studio', industry: 'Design' },
  { last: 'Freight', industry: 'Logistics' },
  { last: 'Labs', industry: 'Software' },
  { last: 'Health', industry: 'Healthcare' },
  { last: 'Partners', industry: 'Consulting' },
  { last: 'Foods', industry: 'Food' },
  { last: 'Media', industry: 'Media' },
  { last: 'Homes', industry: 'Real estate' },
  { last: 'Energy', industry: 'Energy' },
  { last: 'Academy', industry: 'Education' },
  { last: 'Retail', industry: 'Retail' },
  { last: 'Works', industry: 'Manufacturing' },
];

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
