// Services with node-soap's server: GOLDENS PORT. Each WSDL is at its name, and names its own address.
'use strict';
const fs = require('fs');
const http = require('http');
const path = require('path');
const soap = require('soap');

const [goldens, port] = process.argv.slice(2);
const rinsed = [];

const scald = {
  faultcode: 'soap:Server',
  faultstring: 'too hot: <&>',
  detail: { Scald: { attributes: { xmlns: 'urn:tea' }, degrees: 101 } },
};

function heat({ leaf }, _, headers) {
  if (leaf === 'hot') throw { Fault: scald };
  return { ok: headers.session.id === '7' };
}

const bare = { TeaPort: { brew: ({ leaf, minutes }) => ({ ok: leaf === 'a<&>é' && minutes === 3 }) } };
const mixed = {
  brew: ({ leaf, minutes }) => ({ tea: `${minutes} minutes, ${rinsed}`, leaf }),
  rinse: ({ name }) => { rinsed.push(name); },
};

function serve(wsdl, name, services, options = {}) {
  const address = `http://127.0.0.1:${port}/${name}`;
  const xml = fs.readFileSync(wsdl, 'utf8').replace(/https:\/\/example.com\/\w+/g, address);
  const callback = () => options.header && made.addSoapHeader(options.header);
  const made = soap.listen(server, { path: `/${name}`, services: { TeaService: services }, xml, callback, ...options });
}

const server = http.createServer((_, response) => response.writeHead(404).end());
server.listen(Number(port), '127.0.0.1');
const golden = (name) => path.join(goldens, name, 'service.wsdl');
serve(golden('document-wrapped'), 'wrapped', bare);
serve(golden('headers-and-faults'), 'headers', { Tea_soap: { brew: heat } }, {
  header: { usage: { attributes: { xmlns: 'urn:tea' }, cups: 3 } },
});
serve(golden('soap-1-2-only'), 'twelve', { Tea_soap12: { brew: ({ leaf }) => ({ ok: leaf === 'a<&>é' }) } }, {
  forceSoap12Headers: true,
});
serve(path.join(__dirname, 'tea.wsdl'), 'mixed', { Tea_soap: mixed });
