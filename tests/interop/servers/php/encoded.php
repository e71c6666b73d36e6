<?php
// The service of the golden rpc-encoded, with PHP's SoapServer.
ini_set('soap.wsdl_cache_enabled', '0');

class Tea
{
    public function brew($leaves, $minutes)
    {
        $first = $leaves[0];
        $said = array_map(fn ($leaf) => $leaf->name, $leaves);
        return ['best' => $first, 'said' => $said, 'text' => count($leaves) . " for $minutes"];
    }

    public function weigh($leaf, $basket, $odds)
    {
        if ($leaf->grams === null) {
            throw new SoapFault('Server', 'no grams', null, 'why <&>');
        }
        return (string) ($leaf->grams + array_sum(array_map(fn ($each) => $each->grams, $basket)));
    }
}

$server = new SoapServer(getenv('TEA_GOLDENS') . '/rpc-encoded/service.wsdl', ['features' => SOAP_SINGLE_ELEMENT_ARRAYS]);
$server->setClass('Tea');
$server->handle();
