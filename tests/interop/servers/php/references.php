<?php
// The service of the golden encoded-soap-1-2. What is answered twice is one object, which PHP writes once and refers to: at references.php/1.1 and references.php/1.2.
ini_set('soap.wsdl_cache_enabled', '0');

class Leaf {}
class GreenLeaf extends Leaf {}

class Tea
{
    public function twice($leaf)
    {
        return [$leaf, $leaf];
    }

    public function both($leaf)
    {
        return ['left' => $leaf, 'right' => $leaf];
    }
}

$options = [
    'soap_version' => $_SERVER['PATH_INFO'] === '/1.2' ? SOAP_1_2 : SOAP_1_1,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
    'classmap' => ['Leaf' => 'Leaf', 'GreenLeaf' => 'GreenLeaf'],
];
$server = new SoapServer(getenv('TEA_GOLDENS') . '/encoded-soap-1-2/service.wsdl', $options);
$server->setClass('Tea');
$server->handle();
