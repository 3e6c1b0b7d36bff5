// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A plain handler wakes a task, which takes frames out of the controller's FIFO and gives them to lwIP. Numbers of
// registers and bits are those of SMSC's data sheet, sections 5.3 and 5.4.
#include "lan9118.h"

#include <hop/hop.h>

#include "lwip/etharp.h"
#include "lwip/pbuf.h"
#include "lwip/tcpip.h"
#include "netif/ethernet.h"

#define CONTROLLER 0x40200000
#define REGISTER(offset) (*(volatile uint32_t *)(CONTROLLER + (offset)))
#define RX_DATA REGISTER(0x00)
#define TX_DATA REGISTER(0x20)
#define RX_STATUS REGISTER(0x40)
#define TX_STATUS REGISTER(0x48)
#define IRQ_CFG REGISTER(0x54)
#define INT_STS REGISTER(0x58)
#define INT_EN REGISTER(0x5c)
#define BYTE_TEST REGISTER(0x64)
#define FIFO_INT REGISTER(0x68)
#define TX_CFG REGISTER(0x70)
#define RX_FIFO_INF REGISTER(0x7c)
#define TX_FIFO_INF REGISTER(0x80)
#define MAC_CSR_CMD REGISTER(0xa4)
#define MAC_CSR_DATA REGISTER(0xa8)

#define NVIC_ISER REGISTER(0xe000e100 - CONTROLLER)

enum { ETHERNET_IRQ = 13, MAC_CR = 1, ADDRH = 2, ADDRL = 3, CRC_LENGTH = 4, RECEIVER_STACK = 2048 };

#define MAC_BUSY 0x80000000u
#define MAC_READ 0x40000000u
#define MAC_CR_ENABLE 0x0000000cu // transmitter and receiver
#define TX_CFG_ON 0x00000002u
#define RX_ERROR 0x00008000u
#define INT_RX_STATUS 0x00000008u // there are more frames than FIFO_INT says
#define IRQ_ENABLED_PUSH_PULL_HIGH 0x00000111u
#define FIRST_AND_LAST 0x00003000u

static struct hop_task receiver;

// The receiver asks for interrupts again when it has emptied the FIFO.
void ETHERNET_Handler(void)
{
    INT_EN = 0;
    hop_task_notify(&receiver);
}

static uint32_t mac_command(uint32_t command)
{
    MAC_CSR_CMD = MAC_BUSY | command;
    while (MAC_CSR_CMD & MAC_BUSY)
        ;
    return MAC_CSR_DATA;
}

static void mac_write(uint32_t index, uint32_t value)
{
    MAC_CSR_DATA = value;
    mac_command(index);
}

// Into a pbuf, whose parts are all a multiple of four bytes long; NULL: the frame is dropped.
static void read_frame(struct pbuf *frame, uint32_t words)
{
    for (struct pbuf *part = frame; part; part = part->next) {
        uint32_t *to = part->payload;
        for (uint32_t bytes = 0; bytes < part->len && words; bytes += 4, words--)
            *to++ = RX_DATA;
    }
    while (words--)
        (void)RX_DATA;
}

// NULL: it was damaged, or there is no memory.
static struct pbuf *take_frame(void)
{
    uint32_t status = RX_STATUS;
    uint32_t length = status >> 16 & 0x3fff;
    uint32_t words = (length + 3) / 4;
    struct pbuf *frame = NULL;
    if (!(status & RX_ERROR) && length > CRC_LENGTH)
        frame = pbuf_alloc(PBUF_RAW, (uint16_t)words * 4, PBUF_POOL);
    // The controller can skip a frame by itself; QEMU's then loses count.
    read_frame(frame, words);
    if (frame)
        pbuf_realloc(frame, (uint16_t)(length - CRC_LENGTH));
    return frame;
}

static void receive(void *argument)
{
    struct netif *netif = argument;
    for (;;) {
        hop_notification_wait();
        INT_STS = INT_RX_STATUS; // first: a frame that comes from now on sets it again
        while (RX_FIFO_INF >> 16 & 0xff) {
            struct pbuf *frame = take_frame();
            if (frame && netif->input(frame, netif) != ERR_OK)
                pbuf_free(frame);
        }
        INT_EN = INT_RX_STATUS;
    }
}

// In lwIP's task only. The controller wants whole words, and to know of the bytes in the first that are none of the
// frame's; here each frame is copied to begin with a word.
static err_t send(struct netif *netif, struct pbuf *frame)
{
    static uint32_t words[(1514 + 3) / 4];
    (void)netif;
    if (frame->tot_len > sizeof words)
        return ERR_IF;
    pbuf_copy_partial(frame, words, frame->tot_len, 0);
    while ((TX_FIFO_INF & 0xffff) < sizeof words + 8)
        ;
    TX_DATA = FIRST_AND_LAST | frame->tot_len;
    TX_DATA = frame->tot_len;
    for (uint32_t i = 0; i < (frame->tot_len + 3u) / 4; i++)
        TX_DATA = words[i];
    while (TX_FIFO_INF >> 16 & 0xff)
        (void)TX_STATUS;
    return ERR_OK;
}

static void read_address(struct netif *netif)
{
    uint32_t low = mac_command(MAC_READ | ADDRL), high = mac_command(MAC_READ | ADDRH);
    netif->hwaddr_len = ETH_HWADDR_LEN;
    for (int i = 0; i < ETH_HWADDR_LEN; i++)
        netif->hwaddr[i] = (uint8_t)(i < 4 ? low >> 8 * i : high >> 8 * (i - 4));
}

err_t lan9118_init(struct netif *netif)
{
    static _Alignas(8) char stack[RECEIVER_STACK];
    if (BYTE_TEST != 0x87654321)
        return ERR_IF;
    netif->name[0] = 'e';
    netif->name[1] = 'n';
    netif->mtu = 1500;
    netif->flags = NETIF_FLAG_BROADCAST | NETIF_FLAG_ETHARP | NETIF_FLAG_ETHERNET | NETIF_FLAG_LINK_UP;
    netif->output = etharp_output;
    netif->linkoutput = send;
    read_address(netif);
    int error = hop_task_create(&receiver, &(struct hop_task_config){
        .name = "ethernet", .entry = receive, .argument = netif, .stack = stack, .stack_size = sizeof stack,
        .priority = TCPIP_THREAD_PRIO + 1});
    if (error)
        return ERR_MEM;
    TX_CFG = TX_CFG_ON;
    mac_write(MAC_CR, MAC_CR_ENABLE);
    FIFO_INT = 0;
    IRQ_CFG = IRQ_ENABLED_PUSH_PULL_HIGH;
    INT_EN = INT_RX_STATUS;
    NVIC_ISER = 1u << ETHERNET_IRQ;
    return ERR_OK;
}
