<?php
// The service of the golden headers-and-faults, with PHP's SoapServer: at headers.php/1.1 and headers.php/1.2.
ini_set('soap.wsdl_cache_enabled', '0');

class Tea
{
    private $id = '';

    public function session($block)
    {
        $this->id = $block->id;
    }

    public function brew($message)
    {
        global $server;
        if ($message->leaf === 'hot') {
            throw new SoapFault('Server', 'too hot', null, ['degrees' => 101], 'scald');
        }
        $server->addSoapHeader(new SoapHeader('urn:tea', 'usage', ['cups' => 3]));
        return ['ok' => $this->id === '7'];
    }
}

$version = $_SERVER['PATH_INFO'] === '/1.2' ? SOAP_1_2 : SOAP_1_1;
$wsdl = getenv('TEA_GOLDENS') . '/headers-and-faults/service.wsdl';
$server = new SoapServer($wsdl, ['soap_version' => $version]);
$server->setClass('Tea');
$server->handle();
